import type { Message, Thread } from "../core/message.ts";
import { findMessage } from "../db/messages.ts";
import { whenFree } from "../db/patience.ts";
import { messageIdAt, requirePlace, rowsAfter, rowsBefore } from "../db/thread-places.ts";
import { requireThread } from "../db/threads.ts";
import type { Engine } from "./engine.ts";

/** Which messages of a thread: after one, before one, the oldest, or the newest. */
export interface MessagesAsk {
  threadId: string;
  from?: "start";
  after?: string | undefined;
  before?: string | undefined;
  limit: number;
}

/** Messages of a thread in their order, and whether there are others on either side. */
export interface MessagePage {
  messages: Message[];
  hasEarlier: boolean;
  hasLater: boolean;
}

/** @throws SwitchboardError thread-unknown, message-unknown */
export function readMessages(
  { store: { db } }: Pick<Engine, "store">,
  { threadId, from, after, before, limit }: MessagesAsk,
): Promise<MessagePage> {
  const read = db.$client.transaction((): MessagePage => {
    requireThread(db, threadId);
    const named = after ?? before;
    const place = named === undefined ? null : requirePlace(db, threadId, named);
    const forward = after !== undefined || from === "start";
    const rows = (forward ? rowsAfter : rowsBefore)(db, threadId, place, limit + 1);
    const more = rows.length > limit;
    const shown = rows.slice(0, limit).map(({ rowid }) => messageIdAt(db, rowid));
    const messages = (forward ? shown : shown.reverse()).flatMap((messageId) => findMessage(db, messageId) ?? []);
    return {
      messages,
      hasEarlier: forward ? after !== undefined : more,
      hasLater: forward ? more : before !== undefined,
    };
  });
  return whenFree(() => read());
}

/** A thread without its messages. @throws SwitchboardError thread-unknown */
export function readThreadHead({ store }: Pick<Engine, "store">, threadId: string): Thread {
  return requireThread(store.db, threadId);
}
