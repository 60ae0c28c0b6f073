import clsx from "clsx";
import { Check, CircleDashed, X } from "lucide-react";
import type { ReactNode } from "react";
import type { BlockNode } from "@/lib/core/arrange-blocks.ts";
import type { Block } from "@/lib/core/message.ts";
import { LiveDot } from "../../ui/live-dot.tsx";
import { Disclosure } from "./disclosure.tsx";
import type { Surroundings } from "./surroundings.ts";
import { ToolInput } from "./tool-input.tsx";
import { ToolResultText } from "./tool-result-block.tsx";
import { toolSummary } from "./tool-summary.ts";
import { cutOf } from "./use-whole-text.ts";

type CallState = "running" | "done" | "failed" | "unanswered";

export interface ToolUseBlockProps {
  node: BlockNode;
  surroundings: Surroundings;
  /** What the sub-agent that it started said and did. */
  children: ReactNode;
}

/** A call of a tool: which, for what, how it went. Unfolded: its whole input and what it answered. */
export function ToolUseBlock({ node, surroundings, children }: ToolUseBlockProps) {
  const { block, result } = node;
  const { tool, about } = toolSummary(block.name, block.text, surroundings.cwd);
  const state = callState(block, result, surroundings.ended);
  return (
    <div className="-mt-px border-line border-y">
      <Disclosure
        of={[block, result]}
        summary={
          <>
            <StateMark state={state} />
            <span className="shrink-0 font-medium text-ink">{tool}</span>
            <span className="min-w-0 flex-1 truncate font-mono text-fine text-ink-muted">{about}</span>
            <span className={clsx("shrink-0 text-fine", state === "failed" ? "text-danger" : "text-ink-faint")}>
              {STATE_WORDS[state]}
            </span>
          </>
        }
      >
        <div className="mb-2 ml-1.5 grid grid-cols-[minmax(0,1fr)] gap-2 border-line border-l pl-4">
          <ToolInput text={block.text} open={block.state === "open"} cut={cutOf(block)} />
          {result ? <ToolResultText block={result} /> : null}
        </div>
      </Disclosure>
      {node.children.length > 0 ? <div className="mb-2 ml-1.5 border-line border-l pl-4">{children}</div> : null}
    </div>
  );
}

function callState(block: Block, result: Block | null, ended: boolean): CallState {
  if (result) return result.isError ? "failed" : "done";
  return ended || block.state === "withdrawn" ? "unanswered" : "running";
}

const STATE_WORDS: Record<CallState, string> = {
  running: "Running",
  done: "",
  failed: "Failed",
  unanswered: "No answer",
};

function StateMark({ state }: { state: CallState }) {
  switch (state) {
    case "running":
      return <LiveDot className="mx-0.75" />;
    case "done":
      return <Check aria-label="Done" className="size-3.5 shrink-0 text-ink-faint" />;
    case "failed":
      return <X aria-hidden className="size-3.5 shrink-0 text-danger" />;
    case "unanswered":
      return <CircleDashed aria-hidden className="size-3.5 shrink-0 text-ink-faint" />;
  }
}
