import type { LiveAnswer } from "@/lib/core/message.ts";
import { isQueued } from "../messages/answer-state.ts";

/** What is being written, and what waits for its turn in the order of the line. */
export function inLine(live: readonly LiveAnswer[]): { written: LiveAnswer[]; queued: LiveAnswer[] } {
  const place = ({ message }: LiveAnswer) => message.run?.queuePosition ?? Number.POSITIVE_INFINITY;
  return {
    written: live.filter(({ message }) => !isQueued(message)),
    queued: live.filter(({ message }) => isQueued(message)).sort((a, b) => (place(a) < place(b) ? -1 : 1)),
  };
}
