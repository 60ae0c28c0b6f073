import type { ReactNode } from "react";
import type { Block } from "@/lib/core/message.ts";
import type { ToolCall } from "@/lib/core/tool-call.ts";
import { agentResult } from "@/lib/core/tool-result.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { LongMarkdown } from "../long-markdown.tsx";
import { Framed } from "./framed.tsx";
import { LongText } from "./long-text.tsx";
import { Result } from "./result-text.tsx";

export interface AgentCallProps {
  call: ToolCall & { kind: "agent" };
  result: Block | null;
  /** What the sub-agent said and did. */
  children: ReactNode;
}

/** A sub-agent: what it was asked, what it said and did, and what it answered. */
export function AgentCall({ call, result, children }: AgentCallProps) {
  return (
    <>
      <Framed label={call.agent ? `Asked of ${visibleText(call.agent)}` : "Asked"} copied={call.prompt}>
        <LongText text={call.prompt} />
      </Framed>
      {children}
      {result ? (
        <Result
          result={result}
          draw={(text, cut, isError) => {
            if (isError) return null;
            const { text: said } = agentResult(text);
            return (
              <Framed label="Its answer" copied={cut ? undefined : said}>
                <div className="px-3 py-2 text-small">
                  <LongMarkdown text={said} cut={cut} open={false} />
                </div>
              </Framed>
            );
          }}
        />
      ) : null}
    </>
  );
}
