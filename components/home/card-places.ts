import type { LiveAnswer } from "@/lib/core/message.ts";
import type { SettledAnswer } from "@/lib/core/settled-answer.ts";

/**
 * The cards of the answers that are being written, each in its place: a card keeps its place for as long as it lives.
 * One that has ended stays where it is while others stand behind it, until a new one takes its place.
 * @param before the cards so far
 * @param written what is being written now, oldest first
 */
export function placeCards(
  before: readonly LiveAnswer[],
  written: readonly LiveAnswer[],
  settled: readonly SettledAnswer[],
): LiveAnswer[] {
  const live = new Map(written.map((answer) => [answer.message.messageId, answer]));
  const ended = new Map(settled.map((answer) => [answer.messageId, answer]));
  const cards = before.flatMap((card) => {
    const { messageId } = card.message;
    const now = live.get(messageId);
    if (now) return [now];
    const end = ended.get(messageId);
    return end ? [withEnd(card, end)] : [];
  });
  const held = new Set(cards.map(({ message }) => message.messageId));
  for (const answer of written) if (!held.has(answer.message.messageId)) takePlace(cards, answer);
  const last = cards.findLastIndex(isWritten);
  return cards.slice(0, last + 1);
}

/** Whether an answer is still being written. */
export function isWritten({ message }: LiveAnswer): boolean {
  return message.status === "processing";
}

/** In place of the card that ended first, else behind the others. */
function takePlace(cards: LiveAnswer[], answer: LiveAnswer): void {
  const endOf = (card: LiveAnswer | undefined) => card?.message.run?.endedAt ?? 0;
  const free = cards.flatMap((card, at) => (isWritten(card) ? [] : [at]));
  const [place] = free.sort((a, b) => endOf(cards[a]) - endOf(cards[b]));
  cards[place ?? cards.length] = answer;
}

/** The card as it was last, with how its answer ended. */
function withEnd(card: LiveAnswer, { status, run }: SettledAnswer): LiveAnswer {
  const { message } = card;
  if (message.status === status && message.run?.state === "ended") return card;
  const failure = run.failure && { ...NO_DETAILS, ...run.failure };
  return { ...card, message: { ...message, status, run: message.run && { ...message.run, ...run, failure } } };
}

/** The thread tells them. */
const NO_DETAILS = {
  ...{ message: "", hint: null, apiKind: null, apiStatus: null, stderrTail: null, exitCode: null, signal: null },
};
