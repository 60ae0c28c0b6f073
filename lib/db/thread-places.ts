import { SwitchboardError } from "../core/failure.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";

/** Where a message stands in its thread: by time, and among those of one time by the order of their arrival. */
export interface Place {
  /** As it is stored: another program may have written a text. */
  timestamp: unknown;
  seq: number;
}

/** A message that was found by its place. Its rowid holds within a transaction only. */
export interface PlacedRow extends Place {
  rowid: number;
}

const COLUMNS = "SELECT m.rowid AS rowid, m.timestamp AS timestamp, coalesce(o.seq, -1) AS seq";
const ROWS =
  "FROM messages AS m LEFT JOIN message_order AS o ON o.message_id = m.message_id WHERE m.thread_id = @threadId";
const EARLIER = "m.timestamp <= @timestamp AND (m.timestamp < @timestamp OR coalesce(o.seq, -1) < @seq)";
const LATER = "m.timestamp >= @timestamp AND (m.timestamp > @timestamp OR coalesce(o.seq, -1) > @seq)";

/** The messages before a place, nearest first; without one, the newest of the thread. */
export function rowsBefore(db: Db, threadId: string, place: Place | null, limit: number): PlacedRow[] {
  const order = "ORDER BY m.timestamp DESC, coalesce(o.seq, -1) DESC LIMIT @limit";
  if (place === null) return prepared(db, `${COLUMNS} ${ROWS} ${order}`).all({ threadId, limit }) as PlacedRow[];
  const { timestamp, seq } = place;
  return prepared(db, `${COLUMNS} ${ROWS} AND ${EARLIER} ${order}`).all({
    ...{ threadId, limit, timestamp, seq },
  }) as PlacedRow[];
}

/** The messages after a place, nearest first; without one, the oldest of the thread. */
export function rowsAfter(db: Db, threadId: string, place: Place | null, limit: number): PlacedRow[] {
  const order = "ORDER BY m.timestamp, coalesce(o.seq, -1) LIMIT @limit";
  if (place === null) return prepared(db, `${COLUMNS} ${ROWS} ${order}`).all({ threadId, limit }) as PlacedRow[];
  const { timestamp, seq } = place;
  return prepared(db, `${COLUMNS} ${ROWS} AND ${LATER} ${order}`).all({
    ...{ threadId, limit, timestamp, seq },
  }) as PlacedRow[];
}

/**
 * The place of a message in a thread.
 * @throws SwitchboardError message-unknown, also when the message is of another thread
 */
export function requirePlace(db: Db, threadId: string, messageId: string): PlacedRow {
  const row = prepared(db, `${COLUMNS} ${ROWS} AND m.message_id = @messageId`).get({ threadId, messageId });
  if (row) return row as PlacedRow;
  throw new SwitchboardError("message-unknown", `There is no message ${messageId} in this thread.`, {
    hint: "It may have been deleted. Open the thread without naming a message.",
    field: "messageId",
  });
}

/** How many messages of a thread stand before a place. Reads the index alone: some milliseconds for 100,000. */
export function countBefore(db: Db, threadId: string, { timestamp, seq }: Place): number {
  const earlier = prepared(db, "SELECT count(*) FROM messages WHERE thread_id = ? AND timestamp < ?");
  const same = prepared(db, `SELECT count(*) ${ROWS} AND m.timestamp = @timestamp AND coalesce(o.seq, -1) < @seq`);
  return Number(earlier.pluck().get(threadId, timestamp)) + Number(same.pluck().get({ threadId, timestamp, seq }));
}

/** How many messages a thread has. */
export function countMessages(db: Db, threadId: string): number {
  const sum = prepared(db, "SELECT coalesce(sum(messages), 0) FROM thread_modules WHERE thread_id = ?");
  return Number(sum.pluck().get(threadId));
}

/** The id of a message that was found by its place, in the same transaction. */
export function messageIdAt(db: Db, rowid: number): string {
  return String(prepared(db, "SELECT message_id FROM messages WHERE rowid = ?").pluck().get(rowid));
}
