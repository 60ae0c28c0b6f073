"use client";
import { type ReactNode, useMemo } from "react";
import type { BlockNode } from "@/lib/core/arrange-blocks.ts";
import { readToolCall } from "@/lib/core/tool-call.ts";
import { Button } from "../../ui/button.tsx";
import { sizeWords } from "../amounts.ts";
import { AgentCall } from "./agent-call.tsx";
import { BashCall } from "./bash-call.tsx";
import { ChangeCall } from "./change-call.tsx";
import { OtherCall } from "./other-call.tsx";
import { readPartialJson } from "./partial-json.ts";
import { ReadCall } from "./read-call.tsx";
import { SearchCall } from "./search-call.tsx";
import type { Surroundings } from "./surroundings.ts";
import { TodoCall } from "./todo-call.tsx";
import { cutOf, showAllWords, useWholeText } from "./use-whole-text.ts";
import { WebCall } from "./web-call.tsx";

export interface ToolBodyProps {
  node: BlockNode;
  surroundings: Surroundings;
  /** What the sub-agent that it started said and did. */
  children: ReactNode;
}

/** What a call asked for and what it got, in the way of its tool. Drawn only once it is unfolded. */
export function ToolBody({ node, surroundings, children }: ToolBodyProps) {
  const { block } = node;
  const cut = cutOf(block);
  const whole = useWholeText(cut);
  const text = whole.text ?? block.text;
  const held = useMemo(() => ({ ...node, block: { ...block, text } }), [node, block, text]);
  return (
    <>
      <CallBody node={held} surroundings={surroundings}>
        {children}
      </CallBody>
      {cut !== null && whole.text === null ? (
        <div>
          <Button size="small" variant="quiet" disabled={whole.state === "reading"} onClick={whole.read}>
            {whole.state === "idle" ? `Show all of the input: ${sizeWords(cut.size)}` : showAllWords(whole.state, "")}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function CallBody({ node, surroundings, children }: ToolBodyProps) {
  const { block, result } = node;
  const call = useMemo(() => readToolCall(block.name, readPartialJson(block.text)), [block.name, block.text]);
  // What changes with every word that arrives is compared once it is whole.
  const kind = block.state === "open" && (call.kind === "edit" || call.kind === "write") ? "other" : call.kind;
  const own = kind === call.kind ? call : { kind: "other" as const };
  switch (own.kind) {
    case "read":
      return <ReadCall call={own} result={result} />;
    case "edit":
    case "write":
      return <ChangeCall call={own} result={result} />;
    case "bash":
      return <BashCall call={own} result={result} />;
    case "search":
      return <SearchCall call={own} result={result} surroundings={surroundings} />;
    case "todo":
      return <TodoCall call={own} result={result} />;
    case "agent":
      return (
        <AgentCall call={own} result={result}>
          {children}
        </AgentCall>
      );
    case "web":
      return <WebCall call={own} result={result} />;
    case "other":
      return (
        <>
          <OtherCall block={block} result={result} />
          {children}
        </>
      );
  }
}
