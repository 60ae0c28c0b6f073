import { applyToMessage, type Change, type MessageChange, messageIdOf, withPlace } from "./change.ts";
import type { MessageView, ThreadView } from "./message.ts";

/** A message of a window. */
export interface WindowMessage extends MessageView {
  /** The cursor of the snapshot that it was read in: changes up to there are in it. */
  readAt: number;
}

/**
 * A part of a thread without gaps, and how far into the change feed it is: what a page holds, however long the thread
 * is. A window that reaches an end of the thread grows with it there.
 */
export interface ThreadWindow extends ThreadView {
  messages: WindowMessage[];
  /** How many messages of the thread stand before the window, and after it. */
  before: number;
  after: number;
  about: ThreadAbout;
  /** Whether something was said after the window since it was read. */
  newer: boolean;
  /**
   * What changes alone can't tell any more and has to be read: how many messages stand outside, or the messages
   * themselves. `since` is the last change that made it so.
   */
  stale: { what: "counts" | "messages"; since: number } | null;
}

/** What is said of a thread as a whole. */
export interface ThreadAbout {
  /** The beginning of its first question, at most 200 characters. */
  firstQuestion: string | null;
  /** Modules that take part in it. */
  modules: string[];
  /** Modules that were asked in it, where they were asked last; the last one first. */
  asked: { name: string; path: string }[];
}

/** Which part of a thread is read. */
export type WindowPlace = { at: "start" | "end" } | { at: "around" | "before" | "after"; messageId: string };

/** So many messages are held at most; those farthest from where the reader went are let go, and read again on the way back. */
const MOST_HELD = 360;

/** Applies what one event of the feed brought, and moves the cursor on even when none of it was for this thread. */
export function applyToWindow(window: ThreadWindow, changes: readonly Change[], cursor: number): ThreadWindow {
  const next = changes.reduce(applyOne, window);
  return cursor > next.cursor ? { ...next, cursor } : next;
}

/** Whether all of the thread is in the window. */
export function isWhole(window: Pick<ThreadWindow, "before" | "after">): boolean {
  return window.before === 0 && window.after === 0;
}

/**
 * Puts a window that was read before the first message held, or after the last, together with the one that is held.
 * The two may be at different cursors: each message knows its own.
 * @returns the window that is held when the other one no longer adjoins it
 */
export function joinWindows(held: ThreadWindow, read: ThreadWindow, place: WindowPlace): ThreadWindow {
  if (!("messageId" in place)) return held;
  const edge = place.at === "before" ? held.messages[0] : held.messages.at(-1);
  if (edge?.messageId !== place.messageId) return held;
  const known = new Set(held.messages.map(({ messageId }) => messageId));
  const added = read.messages
    .filter(({ messageId }) => !known.has(messageId))
    .map((message) => ({ ...message, readAt: read.cursor }));
  if (place.at === "before") {
    const messages = [...added, ...held.messages];
    const dropped = Math.max(0, messages.length - MOST_HELD);
    return { ...held, messages: messages.slice(0, MOST_HELD), before: read.before, after: held.after + dropped };
  }
  const messages = [...held.messages, ...added];
  const dropped = Math.max(0, messages.length - MOST_HELD);
  const newer = read.after > 0 && held.newer;
  return { ...held, messages: messages.slice(dropped), before: held.before + dropped, after: read.after, newer };
}

function applyOne(window: ThreadWindow, change: Change): ThreadWindow {
  if (change.seq <= window.cursor) return window;
  if (change.type === "queue") {
    const messages = window.messages.map((message) => withPlace(message, change.order) as WindowMessage);
    return { ...window, cursor: change.seq, messages };
  }
  if (change.threadId !== window.thread.threadId) return window;
  const next = { ...window, cursor: change.seq };
  switch (change.type) {
    case "thread":
      return { ...next, thread: change.thread };
    case "message-deleted":
      return without(next, change);
    case "message":
    case "run":
    case "block":
    case "text":
    case "replace":
      return withChange(next, change);
    case "thread-deleted":
      return needsReading(next, "messages");
    // What a newer server says and we don't know.
    default:
      return next;
  }
}

function without(window: ThreadWindow, { messageId, seq }: Extract<Change, { type: "message-deleted" }>): ThreadWindow {
  const known = window.messages.find((message) => message.messageId === messageId);
  if (!known) return isWhole(window) ? window : needsReading(window, "counts");
  if (seq <= known.readAt) return window;
  const messages = window.messages.filter((message) => message !== known);
  const next = { ...window, messages };
  return messages.length === 0 && !isWhole(window) ? needsReading(next, "messages") : next;
}

function withChange(window: ThreadWindow, change: MessageChange): ThreadWindow {
  const messageId = messageIdOf(change);
  const index = window.messages.findIndex((message) => message.messageId === messageId);
  const known = window.messages[index];
  if (!known) return withUnknown(window, change);
  if (change.seq <= known.readAt) return window;
  const patched = applyToMessage(known, change) as WindowMessage;
  if (patched.timestamp === known.timestamp) return { ...window, messages: window.messages.with(index, patched) };
  return placed({ ...window, messages: window.messages.toSpliced(index, 1) }, patched);
}

/** What is said of a message that isn't held: it may be a new one, or one outside the window. */
function withUnknown(window: ThreadWindow, change: MessageChange): ThreadWindow {
  if (change.type !== "message") return window.after > 0 && !window.newer ? { ...window, newer: true } : window;
  const next = placed(window, { ...change.message, blocks: [], run: null, readAt: change.seq });
  const isHeld = next.messages.length > window.messages.length;
  // One that isn't new came from elsewhere in the thread, and its blocks with it.
  const isNew = !change.hasRun || change.message.status === "processing";
  if (isHeld && (!isNew || !isWhole(window))) return needsReading(next, isNew ? "counts" : "messages");
  return next;
}

/** Puts a message where a new snapshot would have it, when that is within the window. */
function placed(window: ThreadWindow, message: WindowMessage): ThreadWindow {
  const { messages, before, after } = window;
  const time = message.timestamp;
  const first = messages[0]?.timestamp;
  const last = messages.at(-1)?.timestamp;
  if (first === undefined || last === undefined)
    return isWhole(window) ? { ...window, messages: [message] } : needsReading(window, "messages");
  if (before > 0 && time < first) return needsReading(window, "counts");
  if (after > 0 && time > last) return { ...needsReading(window, "counts"), newer: true };
  // Among messages of one time at the window's edge only the store knows the order.
  if ((before > 0 && time === first) || (after > 0 && time === last)) return needsReading(window, "messages");
  const index = messages.findLastIndex((other) => other.timestamp <= time);
  return { ...window, messages: messages.toSpliced(index + 1, 0, message) };
}

function needsReading(window: ThreadWindow, what: "counts" | "messages"): ThreadWindow {
  const already = window.stale?.what === "messages" ? "messages" : what;
  return { ...window, stale: { what: already, since: window.cursor } };
}
