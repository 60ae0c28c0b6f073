import clsx from "clsx";
import { Check, CircleDashed, ShieldX, X } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { type BlockGroup, type BlockNode, blocksOf } from "@/lib/core/arrange-blocks.ts";
import type { Block } from "@/lib/core/message.ts";
import { isRefused } from "@/lib/core/tool-result.ts";
import { latePart, useLatePart } from "../../ui/late-part.ts";
import { LiveDot } from "../../ui/live-dot.tsx";
import { type CallFigures, callFigures } from "./call-figures.ts";
import { Disclosure } from "./disclosure.tsx";
import { RawInput } from "./other-call.tsx";
import { Result } from "./result-text.tsx";
import type { Surroundings } from "./surroundings.ts";
import type { ToolBodyProps } from "./tool-body.tsx";
import { toolSummary } from "./tool-summary.ts";
import { cutOf } from "./use-whole-text.ts";

type CallState = "running" | "done" | "failed" | "refused" | "unanswered";

export interface ToolUseBlockProps {
  node: BlockNode;
  surroundings: Surroundings;
  /** What the sub-agent that it started said and did. */
  children: ReactNode;
}

/** A call of a tool: which, for what, how it went. Unfolded: all of it, in the way of its tool. */
export function ToolUseBlock({ node, surroundings, children }: ToolUseBlockProps) {
  const { block, result } = node;
  const { tool, about } = toolSummary(block.name, block.text, surroundings.cwd);
  const state = callState(block, result, surroundings.ended);
  const figures = useMemo(() => callFigures(node), [node]);
  const within = useMemo(() => blocksOf(node), [node]);
  return (
    <div className="-mt-px border-line border-y">
      <Disclosure
        of={within}
        summary={
          <>
            <StateMark state={state} />
            <span className="max-w-[45%] shrink-0 truncate font-medium text-ink">{tool}</span>
            <span className="min-w-0 flex-1 truncate font-mono text-fine text-ink-muted">{about}</span>
            {state === "refused" ? null : <Figures figures={figures} />}
            {state === "done" ? null : (
              <span className={clsx("shrink-0 text-fine", TONES[state])}>{STATE_WORDS[state]}</span>
            )}
            <span aria-hidden className="w-6 shrink-0" />
          </>
        }
        folded={<Plain block={block} result={result} />}
      >
        <Body node={node} surroundings={surroundings}>
          {node.children.length > 0 ? <div>{children}</div> : null}
        </Body>
      </Disclosure>
      {state === "running" ? <LatestStep groups={node.children} surroundings={surroundings} /> : null}
    </div>
  );
}

/** How calls are drawn in the way of their tool: fetched when the first one is unfolded. */
export const toolBodies = latePart(() => import("./tool-body.tsx"));

function Body({ children, ...props }: ToolBodyProps) {
  const bodies = useLatePart(toolBodies);
  if (!bodies) return <Plain block={props.node.block} result={props.node.result} />;
  return (
    <div className="mb-3 ml-1.5 grid grid-cols-[minmax(0,1fr)] gap-2 border-line border-l pt-1 pl-4">
      <bodies.ToolBody {...props}>{children}</bodies.ToolBody>
    </div>
  );
}

/** What the browser's own search and a page without scripts find while the call is folded. */
function Plain({ block, result }: { block: Block; result: Block | null }) {
  return (
    <div>
      <RawInput text={block.text} open={block.state === "open"} cut={cutOf(block)} />
      {result ? <Result result={result} /> : null}
    </div>
  );
}

function Figures({ figures: { words, change } }: { figures: CallFigures }) {
  if (words === "" && (change === null || change.added + change.removed === 0)) return null;
  return (
    <span className="shrink-0 text-fine text-ink-faint tabular-nums max-sm:max-w-[35%] max-sm:truncate">
      {words}
      {change ? (
        <>
          {change.added > 0 ? <span className="text-live">+{change.added}</span> : null}{" "}
          {change.removed > 0 ? <span className="text-danger">−{change.removed}</span> : null}
        </>
      ) : null}
    </span>
  );
}

/** What a sub-agent that is at work did last, while it is folded. */
function LatestStep({ groups, surroundings }: { groups: readonly BlockGroup[]; surroundings: Surroundings }) {
  const last = groups.at(-1);
  const block = last?.type === "block" ? last.node.block : null;
  if (!block) return null;
  const { tool, about } = toolSummary(block.name, block.text, surroundings.cwd);
  const words = block.kind === "tool_use" ? `${tool} ${about}` : block.text.trimEnd().split("\n").at(-1);
  return (
    <p className="mb-1 ml-1.5 h-5 truncate border-line border-l pl-4 text-fine text-ink-faint leading-5 [details[open]+&]:hidden">
      {words}
    </p>
  );
}

function callState(block: Block, result: Block | null, ended: boolean): CallState {
  if (result) return !result.isError ? "done" : isRefused(result.text) ? "refused" : "failed";
  return ended || block.state === "withdrawn" ? "unanswered" : "running";
}

const STATE_WORDS: Record<Exclude<CallState, "done">, string> = {
  running: "Running",
  failed: "Failed",
  refused: "Refused",
  unanswered: "No answer",
};

const TONES: Record<Exclude<CallState, "done">, string> = {
  running: "text-ink-faint",
  failed: "text-danger",
  refused: "text-warn",
  unanswered: "text-ink-faint",
};

function StateMark({ state }: { state: CallState }) {
  switch (state) {
    case "running":
      return <LiveDot className="mx-0.75" />;
    case "done":
      return <Check aria-label="Done" className="size-3.5 shrink-0 text-ink-faint" />;
    case "failed":
      return <X aria-hidden className="size-3.5 shrink-0 text-danger" />;
    case "refused":
      return <ShieldX aria-hidden className="size-3.5 shrink-0 text-warn" />;
    case "unanswered":
      return <CircleDashed aria-hidden className="size-3.5 shrink-0 text-ink-faint" />;
  }
}
