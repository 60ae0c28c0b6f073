import type { MessageView } from "@/lib/core/message.ts";
import { activityWords } from "../live/answer-tail.ts";
import { LiveDot } from "../ui/live-dot.tsx";

/** What a run is busy with, below what it has written so far. It always has its line, so that nothing moves. */
export function ActivityLine({ message }: { message: MessageView }) {
  return (
    <p className="mt-1 flex min-h-8 items-center gap-2 text-ink-muted text-small">
      <LiveDot className="mx-0.75" />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {message.run ? activityWords(message) : "Being written by another program"}
      </span>
    </p>
  );
}
