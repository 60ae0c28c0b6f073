import clsx from "clsx";
import type { MessageView } from "@/lib/core/message.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { activityWords } from "../live/answer-tail.ts";
import { LiveDot } from "../ui/live-dot.tsx";
import { answerState } from "./answer-state.ts";

/** The line below a growing answer. As high while it waits as when it is written: on a phone two lines of words fit. */
export const activityLineClass =
  "mt-1 flex min-h-8 items-center gap-2 text-ink-muted text-small max-sm:min-h-11 lg:first:-mt-1.5";

/** What a run is busy with, below what it has written so far. It always has its line, so that nothing moves. */
export function ActivityLine({ message }: { message: MessageView }) {
  const words = message.run ? activityWords(message) : "Being written by another program";
  // Thinking that can be read says so itself, right above.
  const open = message.blocks.findLast((block) => block.state === "open");
  const isSaid = words === "Thinking" && open?.kind === "thinking" && open.text.trim() !== "";
  return (
    <p className={clsx(activityLineClass, isSaid && "invisible")}>
      <LiveDot look={answerState(message) === "silent" ? "still" : "live"} className="mx-0.75" />
      <span className="min-w-0 [overflow-wrap:anywhere]">{visibleText(words)}</span>
    </p>
  );
}
