/** What is drawn beyond the window, in pixels on either side: what comes near is there before it is seen. */
const AHEAD = 900;

/** The first and the last message that are drawn. */
export interface ShownRange {
  first: string;
  last: string;
}

export interface Height {
  messageId: string;
  /** Measured, or what it will be about. */
  height: number;
}

/**
 * Which messages are in view, or near it.
 * @param all the messages in order
 * @param known a message whose place is known: its index, and how far below the top of the window it begins, in pixels
 */
export function rangeInView(
  all: readonly Height[],
  known: { index: number; top: number },
  windowHeight: number,
): ShownRange {
  const height = (index: number) => all[index]?.height ?? 0;
  let { index: from, top } = known;
  while (from > 0 && top > -AHEAD) top -= height(--from);
  while (from < all.length - 1 && top + height(from) <= -AHEAD) top += height(from++);
  let to = from;
  let bottom = top + height(from);
  while (to < all.length - 1 && bottom < windowHeight + AHEAD) bottom += height(++to);
  return { first: all[from]?.messageId ?? "", last: all[to]?.messageId ?? "" };
}

/** A message that is drawn, or a gap of so many pixels where some are not. */
export type Slot = { type: "message"; index: number } | { type: "gap"; before: string; height: number };

/** The drawn messages with the gaps between them. @param kept ids that are drawn wherever they are */
export function slotsOf(all: readonly Height[], range: ShownRange | null, kept: ReadonlySet<string>): Slot[] {
  if (range === null) return all.map((_, index) => ({ type: "message", index }));
  const at = (id: string) => all.findIndex(({ messageId }) => messageId === id);
  const [first, last] = [at(range.first), at(range.last)];
  // One of them is gone: its neighbours are found by the next look.
  const from = first === -1 ? Math.max(0, last - 3) : first;
  const to = last === -1 ? from + 3 : last;
  const slots: Slot[] = [];
  let gap = 0;
  all.forEach(({ messageId, height }, index) => {
    if ((index < from || index > to) && !kept.has(messageId)) {
      gap += height;
      return;
    }
    if (gap > 0) slots.push({ type: "gap", before: messageId, height: gap });
    slots.push({ type: "message", index });
    gap = 0;
  });
  if (gap > 0) slots.push({ type: "gap", before: "", height: gap });
  return slots;
}
