import type { Block, BlockKind, Message, MessageView, Run, Thread, ThreadView } from "./message.ts";

/**
 * What the feed says, in order of `seq`. Text always arrives as `text` changes (or one `replace`), never within a
 * `block` change, so that applying every change after a snapshot's cursor gives exactly what a new snapshot would.
 */
export type Change =
  | { seq: number; type: "thread"; threadId: string; thread: Thread }
  | { seq: number; type: "thread-deleted"; threadId: string }
  /** `content` is that of a message written by another program; for a message with a run it is in its blocks. */
  | { seq: number; type: "message"; threadId: string; message: Message; hasRun: boolean }
  | { seq: number; type: "message-deleted"; threadId: string; messageId: string }
  | { seq: number; type: "block"; threadId: string; block: Omit<Block, "text"> }
  | { seq: number; type: "text"; threadId: string; messageId: string; position: number; text: string }
  | { seq: number; type: "replace"; threadId: string; messageId: string; position: number; text: string }
  | { seq: number; type: "run"; threadId: string; run: Run }
  /** The line of queued runs moved: the messages they will write, in order. Concerns every thread. */
  | { seq: number; type: "queue"; threadId: ""; order: string[] };

/** One SSE event: changes up to and including `cursor`, or an order to read everything anew. */
export type FeedEvent = { type: "changes"; cursor: number; changes: Change[] } | { type: "resync"; cursor: number };

/** A change of one message that is already shown. */
export type MessageChange = Extract<Change, { type: "message" | "block" | "text" | "replace" | "run" }>;

/** The order in which blocks are shown. */
const byPosition = (a: Block, b: Block) => a.position - b.position;

/** Applies what one SSE event brought, and moves the view's cursor on even when none of it was for this thread. */
export function applyChanges(view: ThreadView, changes: readonly Change[], cursor: number): ThreadView {
  const next = changes.reduce(applyChange, view);
  return cursor > next.cursor ? { ...next, cursor } : next;
}

/**
 * Applies one change to a thread's view and returns the new view (the same object when nothing changed).
 * Changes at or before the view's cursor were already in it and are left out.
 */
export function applyChange(view: ThreadView, change: Change): ThreadView {
  if (change.seq <= view.cursor) return view;
  if (change.type === "queue")
    return { ...view, cursor: change.seq, messages: withPlaces(view.messages, change.order) };
  if (change.threadId !== view.thread.threadId) return view;
  const next = { ...view, cursor: change.seq };
  switch (change.type) {
    case "thread":
      return { ...next, thread: change.thread };
    case "message-deleted":
      return { ...next, messages: view.messages.filter((message) => message.messageId !== change.messageId) };
    case "message":
    case "run":
    case "block":
    case "text":
    case "replace":
      return { ...next, messages: withChange(view.messages, change) };
    // A deleted thread stays readable until its reader leaves it; so does what a newer server says and we don't know.
    default:
      return next;
  }
}

/** Messages with their places in line; the same array when none of them is in it. */
function withPlaces(messages: MessageView[], order: readonly string[]): MessageView[] {
  if (!messages.some((message) => message.run?.state === "queued")) return messages;
  return messages.map((message) => withPlace(message, order));
}

/** A message with its place in line; the same object when it has not moved. */
export function withPlace(message: MessageView, order: readonly string[]): MessageView {
  if (message.run?.state !== "queued") return message;
  const queuePosition = order.indexOf(message.messageId) + 1 || null;
  if (queuePosition === message.run.queuePosition) return message;
  return { ...message, run: { ...message.run, queuePosition } };
}

/** The message that a change is about. */
export function messageIdOf(change: MessageChange): string {
  switch (change.type) {
    case "message":
      return change.message.messageId;
    case "run":
      return change.run.messageId;
    case "block":
      return change.block.messageId;
    case "text":
    case "replace":
      return change.messageId;
  }
}

/** Applies a change to the message it is about. Blocks and messages that it doesn't touch stay the same objects. */
export function applyToMessage(message: MessageView, change: MessageChange): MessageView {
  switch (change.type) {
    case "message":
      if (change.hasRun) return { ...message, ...change.message, content: message.content };
      return { ...withoutSize(message), ...change.message };
    case "run":
      return { ...message, run: change.run };
    case "block":
      return withBlock(message, change.block);
    case "text":
    case "replace":
      return withText(message, change);
  }
}

function withChange(messages: MessageView[], change: MessageChange): MessageView[] {
  const messageId = messageIdOf(change);
  const index = messages.findIndex((message) => message.messageId === messageId);
  const known = messages[index];
  if (!known)
    return change.type === "message" ? inOrder(messages, { ...change.message, blocks: [], run: null }) : messages;
  const patched = applyToMessage(known, change);
  if (patched.timestamp !== known.timestamp) return inOrder(messages.toSpliced(index, 1), patched);
  return messages.with(index, patched);
}

/** Puts a message where a new snapshot would have it: by time, and after those of the same time. */
function inOrder(messages: MessageView[], message: MessageView): MessageView[] {
  const before = messages.findLastIndex((other) => other.timestamp <= message.timestamp);
  return messages.toSpliced(before + 1, 0, message);
}

function withBlock(message: MessageView, block: Omit<Block, "text">): MessageView {
  const index = message.blocks.findIndex((other) => other.position === block.position);
  const known = message.blocks[index];
  if (known) return { ...message, blocks: message.blocks.with(index, { ...block, text: known.text }) };
  return { ...message, blocks: [...message.blocks, { ...block, text: "" }].sort(byPosition) };
}

function withText(message: MessageView, change: Extract<Change, { type: "text" | "replace" }>): MessageView {
  const index = message.blocks.findLastIndex((block) => block.position === change.position);
  const known = message.blocks[index];
  if (!known) return message;
  const text = change.type === "text" ? known.text + change.text : change.text;
  const block = change.type === "text" ? { ...known, text } : { ...withoutSize(known), text };
  return { ...message, blocks: message.blocks.with(index, block) };
}

/** All of a text takes the place of its beginning. */
function withoutSize<Cut extends { wholeSize?: number }>({ wholeSize: _, ...rest }: Cut): Omit<Cut, "wholeSize"> {
  return rest;
}

/** The kinds whose open text is worth showing before it is settled. */
export const STREAMING_KINDS: readonly BlockKind[] = ["text", "thinking", "tool_use"];
