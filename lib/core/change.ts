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
  | { seq: number; type: "run"; threadId: string; run: Run };

/** One SSE event: changes up to and including `cursor`, or an order to read everything anew. */
export type FeedEvent = { type: "changes"; cursor: number; changes: Change[] } | { type: "resync"; cursor: number };

/** The order in which blocks are shown. */
const byPosition = (a: Block, b: Block) => a.position - b.position;

/**
 * Applies one change to a thread's view and returns the new view (the same object when nothing changed).
 * Changes at or before the view's cursor were already in it and are left out.
 */
export function applyChange(view: ThreadView, change: Change): ThreadView {
  if (change.threadId !== view.thread.threadId || change.seq <= view.cursor) return view;
  const next = { ...view, cursor: change.seq };
  switch (change.type) {
    case "thread":
      return { ...next, thread: change.thread };
    case "thread-deleted":
      return next;
    case "message":
      return { ...next, messages: withMessage(view.messages, change.message, change.hasRun) };
    case "message-deleted":
      return { ...next, messages: view.messages.filter((message) => message.messageId !== change.messageId) };
    case "run":
      return {
        ...next,
        messages: patched(view.messages, change.run.messageId, (message) => ({ ...message, run: change.run })),
      };
    case "block":
      return {
        ...next,
        messages: patched(view.messages, change.block.messageId, (message) => withBlock(message, change.block)),
      };
    case "text":
    case "replace":
      return { ...next, messages: patched(view.messages, change.messageId, (message) => withText(message, change)) };
  }
}

function patched(
  messages: MessageView[],
  messageId: string,
  patch: (message: MessageView) => MessageView,
): MessageView[] {
  return messages.map((message) => (message.messageId === messageId ? patch(message) : message));
}

function withMessage(messages: MessageView[], message: Message, hasRun: boolean): MessageView[] {
  const known = messages.find((other) => other.messageId === message.messageId);
  if (!known) return [...messages, { ...message, blocks: [], run: null }];
  const content = hasRun ? known.content : message.content;
  return patched(messages, message.messageId, (old) => ({ ...old, ...message, content }));
}

function withBlock(message: MessageView, block: Omit<Block, "text">): MessageView {
  const known = message.blocks.find((other) => other.position === block.position);
  if (!known) return { ...message, blocks: [...message.blocks, { ...block, text: "" }].sort(byPosition) };
  return {
    ...message,
    blocks: message.blocks.map((other) => (other === known ? { ...block, text: known.text } : other)),
  };
}

function withText(message: MessageView, change: Extract<Change, { type: "text" | "replace" }>): MessageView {
  return {
    ...message,
    blocks: message.blocks.map((block) =>
      block.position === change.position
        ? { ...block, text: change.type === "text" ? block.text + change.text : change.text }
        : block,
    ),
  };
}

/** The kinds whose open text is worth showing before it is settled. */
export const STREAMING_KINDS: readonly BlockKind[] = ["text", "thinking", "tool_use"];
