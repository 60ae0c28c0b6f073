import type { Block } from "@/lib/core/message.ts";
import type { ToolCall } from "@/lib/core/tool-call.ts";
import { fileLines } from "@/lib/core/tool-result.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { Framed } from "./framed.tsx";
import { LongBody } from "./long-body.tsx";
import { NumberedCode } from "./numbered-code.tsx";
import { extentOf, Quiet, Result } from "./result-text.tsx";

/** A file that was read: its lines as code, with their numbers. */
export function ReadCall({ call, result }: { call: ToolCall & { kind: "read" }; result: Block | null }) {
  const path = visibleText(call.path);
  if (!result) return <Quiet>{path}</Quiet>;
  return (
    <Result
      result={result}
      draw={(text, cut, isError) => {
        const lines = isError ? null : fileLines(text);
        if (!lines) return null;
        const shown = lines.text.replace(/\n$/, "");
        return (
          <Framed label={<Where path={path} extent={extentOf(shown, cut)} />} copied={cut ? undefined : lines.text}>
            <LongBody text={text.replace(/\n *\d+(?:\t|→)$/, "")} cut={cut}>
              {(head) => <Lines text={head} path={call.path} />}
            </LongBody>
          </Framed>
        );
      }}
    />
  );
}

function Lines({ text, path }: { text: string; path: string }) {
  const { first, text: lines } = fileLines(text) ?? { first: 1, text };
  return <NumberedCode text={visibleText(lines)} path={path} first={first} />;
}

/** A path, and how much there is of it. */
export function Where({ path, extent }: { path: string; extent: string }) {
  return (
    <>
      <span className="font-mono">{path}</span> · {extent}
    </>
  );
}
