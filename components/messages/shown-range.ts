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
 * @param ahead what counts as near, in pixels
 */
export function rangeInView(
  all: readonly Height[],
  known: { index: number; top: number },
  windowHeight: number,
  ahead = AHEAD,
): ShownRange {
  const height = (index: number) => all[index]?.height ?? 0;
  let { index: from, top } = known;
  while (from > 0 && top > -ahead) top -= height(--from);
  while (from < all.length - 1 && top + height(from) <= -ahead) top += height(from++);
  let to = from;
  let bottom = top + height(from);
  while (to < all.length - 1 && bottom < windowHeight + ahead) bottom += height(++to);
  return { first: all[from]?.messageId ?? "", last: all[to]?.messageId ?? "" };
}

/** Whether all messages of a part are in a range; null is all there are. */
export function covers(all: readonly Height[], range: ShownRange | null, part: ShownRange): boolean {
  if (range === null) return true;
  const [from, to] = placesOf(all, range);
  const [partFrom, partTo] = placesOf(all, part);
  return from !== -1 && from <= partFrom && partTo <= to;
}

/** Both ranges as one where they meet, else the second one. */
export function joined(all: readonly Height[], before: ShownRange | null, next: ShownRange): ShownRange {
  if (before === null) return next;
  const [from, to] = placesOf(all, before);
  const [nextFrom, nextTo] = placesOf(all, next);
  if (from === -1 || to === -1 || nextFrom > to + 1 || from > nextTo + 1) return next;
  return { first: from < nextFrom ? before.first : next.first, last: to > nextTo ? before.last : next.last };
}

function placesOf(all: readonly Height[], { first, last }: ShownRange): [first: number, last: number] {
  const at = (id: string) => all.findIndex(({ messageId }) => messageId === id);
  return [at(first), at(last)];
}

/** A message that is drawn, or a gap of so many pixels where some are not. */
export type Slot = { type: "message"; index: number } | { type: "gap"; before: string; height: number };

/** The drawn messages with the gaps between them. @param kept ids that are drawn wherever they are */
export function slotsOf(all: readonly Height[], range: ShownRange | null, kept: ReadonlySet<string>): Slot[] {
  if (range === null) return all.map((_, index) => ({ type: "message", index }));
  const [first, last] = placesOf(all, range);
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
