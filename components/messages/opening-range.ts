import type { ThreadWindow } from "@/lib/core/thread-window.ts";
import { isLong, likelyHeight } from "./drawing-cost.ts";
import { type Height, rangeInView, type ShownRange } from "./shown-range.ts";

type OpeningView = Pick<ThreadWindow, "messages" | "after">;

/** About what is seen of a page, in pixels, before it can be measured. */
const LIKELY_WINDOW = 1_000;

/**
 * What of a long thread is drawn before anything can be measured, on the server too: what is near the message that was
 * asked for, or the end: opening-script.ts goes there before the page is painted.
 */
export function atOpening({ messages, after }: OpeningView, named: string | null): ShownRange | null {
  if (!isLong(messages)) return null;
  const all = heightsOf(messages, new Map());
  const at = all.findIndex(({ messageId }) => messageId === named);
  const index = at === -1 && after === 0 ? all.length - 1 : Math.max(0, at);
  const top = at === -1 && after === 0 ? LIKELY_WINDOW - (all[index]?.height ?? 0) : 0;
  return rangeInView(all, { index, top }, LIKELY_WINDOW);
}

/** The height of each message, measured or likely. */
export function heightsOf(messages: ThreadWindow["messages"], heights: ReadonlyMap<string, number>): Height[] {
  return messages.map((message) => ({
    messageId: message.messageId,
    height: heights.get(message.messageId) ?? likelyHeight(message),
  }));
}
