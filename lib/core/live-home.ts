import { applyToMessage, type Change, type MessageChange, messageIdOf, withPlace } from "./change.ts";
import type { HomeView, LiveAnswer, MessageView } from "./message.ts";
import type { SettledAnswer } from "./settled-answer.ts";

/** How much of each live answer the home page holds: the last blocks, and the end of their text. */
export const LIVE_BLOCKS = 6;
export const LIVE_CHARACTERS = 4_000;

/**
 * Applies what one SSE event brought to the answers that are being written. Lists are not touched: what alters them
 * (see altersLists) calls for reading the home view anew.
 */
export function applyToHome(home: HomeView, changes: readonly Change[], cursor: number): HomeView {
  const news = changes.filter((change) => change.seq > home.cursor);
  const live = news.reduce(withChange, home.live);
  const settled = news.reduce(withoutDeleted, home.settled);
  const next = Math.max(home.cursor, cursor);
  const isSame = live === home.live && settled === home.settled && next === home.cursor;
  return isSame ? home : { ...home, live, settled, cursor: next };
}

const LIST_CHANGES: readonly Change["type"][] = ["thread", "thread-deleted", "message", "message-deleted", "queue"];

/**
 * Whether any of these changes alters what the home page lists. Also when the line moves: then others come into view,
 * and threads that waited are answered.
 */
export function altersLists(changes: readonly Change[]): boolean {
  return changes.some(({ type }) => LIST_CHANGES.includes(type));
}

function withChange(live: LiveAnswer[], change: Change): LiveAnswer[] {
  switch (change.type) {
    case "thread":
      return withTitle(live, change.threadId, change.thread.title);
    case "thread-deleted":
      return without(live, (answer) => answer.message.threadId === change.threadId);
    case "message-deleted":
      return without(live, (answer) => answer.message.messageId === change.messageId);
    case "message":
    case "run":
    case "block":
    case "text":
    case "replace":
      return withMessage(live, change);
    case "queue":
      return withPlaces(live, change.order);
    default:
      return live;
  }
}

/** What has settled changes only when it is deleted. */
function withoutDeleted(settled: SettledAnswer[], change: Change): SettledAnswer[] {
  const isGone = (answer: SettledAnswer) =>
    (change.type === "thread-deleted" && answer.threadId === change.threadId) ||
    (change.type === "message-deleted" && answer.messageId === change.messageId);
  return settled.some(isGone) ? settled.filter((answer) => !isGone(answer)) : settled;
}

function withMessage(live: LiveAnswer[], change: MessageChange): LiveAnswer[] {
  const messageId = messageIdOf(change);
  const index = live.findIndex((answer) => answer.message.messageId === messageId);
  const known = live[index];
  return known ? live.with(index, { ...known, message: endOf(applyToMessage(known.message, change)) }) : live;
}

/** A card shows the end of an answer: what was written long before is let go of, in pieces, not with each word. */
function endOf(message: MessageView): MessageView {
  const { content, blocks } = message;
  const held = blocks.length > 2 * LIVE_BLOCKS ? blocks.slice(-LIVE_BLOCKS) : blocks;
  const isLong = (text: string) => text.length > 2 * LIVE_CHARACTERS;
  if (held === blocks && !isLong(content) && !blocks.some(({ text }) => isLong(text))) return message;
  const end = (text: string) => (isLong(text) ? text.slice(-LIVE_CHARACTERS) : text);
  return { ...message, content: end(content), blocks: held.map((block) => ({ ...block, text: end(block.text) })) };
}

function withPlaces(live: LiveAnswer[], order: readonly string[]): LiveAnswer[] {
  const placed = live.map((answer) => {
    const message = withPlace(answer.message, order);
    return message === answer.message ? answer : { ...answer, message };
  });
  return placed.some((answer, index) => answer !== live[index]) ? placed : live;
}

function withTitle(live: LiveAnswer[], threadId: string, title: string | null): LiveAnswer[] {
  const concerned = (answer: LiveAnswer) => answer.message.threadId === threadId && answer.threadTitle !== title;
  if (!live.some(concerned)) return live;
  return live.map((answer) => (concerned(answer) ? { ...answer, threadTitle: title } : answer));
}

function without(live: LiveAnswer[], gone: (answer: LiveAnswer) => boolean): LiveAnswer[] {
  return live.some(gone) ? live.filter((answer) => !gone(answer)) : live;
}
