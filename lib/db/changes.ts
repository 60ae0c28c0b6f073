import type { Change } from "../core/change.ts";
import type { Db } from "./db.ts";
import { findMessage } from "./messages.ts";
import { prepared } from "./prepared.ts";
import { queueOrder } from "./queue.ts";
import { asText, nowSeconds } from "./rows.ts";
import { findBlock, findRunOf, hasRun } from "./runs.ts";
import { findThread } from "./threads.ts";

/** What a reader of the feed gets: the changes after its cursor, or the word that it must read everything anew. */
export interface ChangeBatch {
  changes: Change[];
  /** Where the reader is afterwards. */
  cursor: number;
  resync: boolean;
  /** Whether more is waiting: read again at once. */
  more: boolean;
}

interface ChangeRow {
  seq: number;
  type: string;
  thread_id: string;
  message_id: string | null;
  position: number | null;
  text: string | null;
}

/** Rows read at once: bounds what one SSE event holds. */
const BATCH_ROWS = 2_000;
const BATCH_CHARACTERS = 262_144;
/** Changes stay for readers that fall behind, in seconds. After that a reader reads everything anew. */
const KEEP_SECONDS = 600;

/** The cursor of a reader that has read everything. */
export function currentCursor(db: Db): number {
  const seq = prepared(db, "SELECT seq FROM sqlite_sequence WHERE name = 'changes'").pluck().get();
  return typeof seq === "number" ? seq : 0;
}

/**
 * Reads what changed after a cursor, in one snapshot of the database. Many readers share what one of them read, so it
 * can be cut anywhere: the changes after any cursor within it are right for a view that was read at that cursor.
 * @param threadId only changes of this thread, and those that are of no thread; null for all
 */
export function readChanges(db: Db, after: number, threadId: string | null): ChangeBatch {
  return db.$client.transaction(() => {
    const last = currentCursor(db);
    const trimmedTo = Number(prepared(db, "SELECT trimmed_to FROM feed_state WHERE id = 1").pluck().get() ?? 0);
    if (!(after >= trimmedTo && after <= last)) return { changes: [], cursor: last, resync: true, more: false };
    const rows = prepared(
      db,
      `SELECT seq, type, thread_id, message_id, position, text FROM changes
         WHERE seq > ? AND (? IS NULL OR thread_id IN (?, '')) ORDER BY seq LIMIT ?`,
    ).iterate(after, threadId, threadId, BATCH_ROWS) as IterableIterator<ChangeRow>;
    const batch = takeBatch(rows);
    const { changes, stoppedAt } = toChanges(db, batch.rows);
    const more = batch.more || stoppedAt !== null;
    const cursor = more ? (stoppedAt ?? batch.rows.at(-1)?.seq ?? last) : last;
    return { changes, cursor, resync: false, more };
  })();
}

/** As many rows as make one event: a reader that is far behind gets several, not one that fills the memory. */
function takeBatch(all: IterableIterator<ChangeRow>): { rows: ChangeRow[]; more: boolean } {
  const rows: ChangeRow[] = [];
  let characters = 0;
  for (const row of all) {
    rows.push(row);
    characters += row.text?.length ?? 0;
    if (characters >= BATCH_CHARACTERS) return { rows, more: true };
  }
  return { rows, more: rows.length === BATCH_ROWS };
}

/**
 * Rows -> changes: a thing that changed several times is told as it is now, at the first time, because what follows
 * may need it, and at the last, for a view that was read in between. Text is not joined, so that it can be cut.
 * @returns `stoppedAt`: the cursor up to which was told, when more would make the event too large; else null
 */
function toChanges(db: Db, rows: ChangeRow[]): { changes: Change[]; stoppedAt: number | null } {
  const changes: Change[] = [];
  const told = new Set<string>();
  const lastOf = new Map(rows.map((row) => [subjectOf(row), row.seq]));
  let characters = 0;
  for (const row of rows) {
    if (characters >= BATCH_CHARACTERS) return { changes, stoppedAt: row.seq - 1 };
    if (row.type === "text" || row.type === "replace") {
      changes.push(toTextChange(row, row.type));
      continue;
    }
    // What has its id from now on is another thing, to be told anew.
    if (row.type === "message-deleted" || row.type === "thread-deleted") told.clear();
    const subject = subjectOf(row);
    if (told.has(subject) && lastOf.get(subject) !== row.seq) continue;
    told.add(subject);
    const change = toStateChange(db, row);
    if (change) changes.push(change);
    if (change?.type === "message") characters += change.message.content.length;
  }
  return { changes, stoppedAt: null };
}

function subjectOf(row: ChangeRow): string {
  return `${row.type} ${row.message_id ?? row.thread_id} ${row.position ?? ""}`;
}

function toTextChange(row: ChangeRow, type: "text" | "replace"): Change {
  const { seq, thread_id: threadId } = row;
  return { seq, type, threadId, messageId: row.message_id ?? "", position: row.position ?? 0, text: row.text ?? "" };
}

/** null when the thing is gone by now: its deletion is told later in the log. */
function toStateChange(db: Db, row: ChangeRow): Change | null {
  const { seq, message_id: messageId } = row;
  const threadId = asText(row.thread_id);
  switch (row.type) {
    case "thread": {
      const thread = findThread(db, row.thread_id);
      return thread && { seq, type: "thread", threadId, thread };
    }
    case "thread-deleted":
      return { seq, type: "thread-deleted", threadId };
    case "message-deleted":
      return { seq, type: "message-deleted", threadId, messageId: asText(messageId ?? "") };
    case "message": {
      const message = findMessage(db, messageId ?? "");
      if (!message) return null;
      const ours = hasRun(db, message.messageId);
      return { seq, type: "message", threadId, message: ours ? { ...message, content: "" } : message, hasRun: ours };
    }
    case "block": {
      const block = findBlock(db, messageId ?? "", row.position ?? 0);
      if (!block) return null;
      const { text: _text, ...rest } = block;
      return { seq, type: "block", threadId, block: rest };
    }
    case "queue":
      return { seq, type: "queue", threadId: "", order: queueOrder(db) };
    case "run": {
      const run = findRunOf(db, messageId ?? "");
      return run && { seq, type: "run", threadId, run };
    }
    default:
      return null;
  }
}

/**
 * Forgets changes that are older than ten minutes, except the text of blocks that are still open: that stands
 * nowhere else yet.
 */
export function trimChanges(db: Db, keepSeconds = KEEP_SECONDS): void {
  const trim = db.$client.transaction(() => {
    // Only the old ones are looked at: ten minutes of a busy dashboard are some hundred thousand.
    const fresh = prepared(db, "SELECT seq FROM changes WHERE at >= ? ORDER BY seq LIMIT 1").pluck();
    const first = fresh.get(nowSeconds() - keepSeconds);
    const upTo = typeof first === "number" ? first - 1 : currentCursor(db);
    const trimmedTo = Number(prepared(db, "SELECT trimmed_to FROM feed_state WHERE id = 1").pluck().get() ?? 0);
    if (upTo <= trimmedTo) return;
    prepared(
      db,
      `DELETE FROM changes WHERE seq <= ? AND NOT (text IS NOT NULL AND EXISTS (SELECT 1 FROM blocks
           WHERE blocks.message_id = changes.message_id AND blocks.position = changes.position AND state = 'open'))`,
    ).run(upTo);
    prepared(db, "UPDATE feed_state SET trimmed_to = max(trimmed_to, ?) WHERE id = 1").run(upTo);
  });
  trim.immediate();
}
