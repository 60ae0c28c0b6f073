import {
  BLOCK_COLUMNS,
  type BlockRecord,
  type ExportFilter,
  type ExportRecord,
  type MessageRecord,
  MODULE_COLUMNS,
  type ModuleRecord,
  RUN_COLUMNS,
  type RunRecordLine,
  type SavedSearchRecord,
  type StoredJson,
  storedText,
  type TemplateRecord,
  type ThreadRecord,
} from "../core/export-record.ts";
import { arrivedContent, arrivingText } from "./arriving.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { asText } from "./rows.ts";
import { bound, toStoredJson } from "./stored-value.ts";

type Row = Record<string, unknown>;
type Bare<Kind> = Omit<Kind, "line">;
type ThreadColumns = Omit<ThreadRecord, "line" | "archived_at" | "pinned_at" | "tags">;
type MessageColumns = Omit<MessageRecord, "line" | "blocks" | "runs">;

const SEARCH_COLUMNS = ["search_id", "name", "address", "created_at"] as const;
const TEMPLATE_COLUMNS = ["template_id", "name", "prompt", "created_at"] as const;
const THREAD_COLUMNS = ["thread_id", "title", "modules", "created_at", "updated_at", "metadata"] as const;
const MESSAGE_COLUMNS = "message_id thread_id module content type timestamp status metadata".split(
  " ",
) as (keyof MessageColumns)[];

/**
 * Reads everything that an export holds, in an order that an import keeps: modules, saved searches, templates, then each thread
 * with its messages. One row at a time: the caller may stop for as long as it likes, on a connection of its own.
 */
export function* readRecords(db: Db, filter: ExportFilter): Generator<ExportRecord> {
  const isEverything = Object.keys(filter).length === 0;
  if (isEverything) {
    for (const row of rows(db, `SELECT rowid AS at, * FROM modules ORDER BY name`)) {
      yield { line: "module", ...columns<Bare<ModuleRecord>>(db, "modules", MODULE_COLUMNS, row) };
    }
    for (const row of rows(db, `SELECT rowid AS at, * FROM saved_searches ORDER BY created_at, search_id`)) {
      yield { line: "saved-search", ...columns<Bare<SavedSearchRecord>>(db, "saved_searches", SEARCH_COLUMNS, row) };
    }
    for (const row of rows(db, `SELECT rowid AS at, * FROM templates ORDER BY created_at, template_id`)) {
      yield { line: "template", ...columns<Bare<TemplateRecord>>(db, "templates", TEMPLATE_COLUMNS, row) };
    }
  }
  for (const row of threadRows(db, filter)) {
    const thread = threadRecord(db, row);
    yield thread;
    yield* threadMessageRecords(db, thread.thread_id);
  }
}

/** In the order in which they came: an import gives them the same one. */
function threadRows(db: Db, { thread, module, since }: ExportFilter): IterableIterator<Row> {
  const conditions = [
    thread === undefined ? null : "t.thread_id = @thread",
    module === undefined
      ? null
      : "EXISTS (SELECT 1 FROM thread_modules AS m WHERE m.thread_id = t.thread_id AND m.module = @module)",
    since === undefined ? null : "coalesce(t.updated_at, t.created_at) >= @since",
  ].filter((condition) => condition !== null);
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
  return rows(
    db,
    `SELECT t.rowid AS at, t.*, f.archived_at, f.pinned_at FROM thread_order AS o JOIN threads AS t USING (thread_id)
       LEFT JOIN thread_flags AS f ON f.thread_id = t.thread_id ${where} ORDER BY o.seq`,
    {
      ...(thread !== undefined && { thread }),
      ...(module !== undefined && { module }),
      ...(since !== undefined && { since }),
    },
  );
}

/** The thread of an id as an export holds it; null when there is none. */
export function findThreadRecord(db: Db, threadId: StoredJson): ThreadRecord | null {
  const id = bound(threadId);
  const row = prepared(
    db,
    `SELECT t.rowid AS at, t.*, f.archived_at, f.pinned_at FROM threads AS t
       LEFT JOIN thread_flags AS f ON f.thread_id = t.thread_id WHERE t.thread_id = ${id.place}`,
  ).get(id.value) as Row | undefined;
  return row ? threadRecord(db, row) : null;
}

export function hasThread(db: Db, threadId: StoredJson): boolean {
  const id = bound(threadId);
  return prepared(db, `SELECT 1 FROM threads WHERE thread_id = ${id.place}`).get(id.value) !== undefined;
}

function threadRecord(db: Db, row: Row): ThreadRecord {
  const read = columns<ThreadColumns>(db, "threads", THREAD_COLUMNS, row);
  const id = bound(read.thread_id);
  const tags = prepared(db, `SELECT tag FROM thread_tags WHERE thread_id = ${id.place} ORDER BY tag`).pluck();
  return {
    line: "thread",
    ...read,
    archived_at: toStoredJson(row.archived_at, () => null),
    pinned_at: toStoredJson(row.pinned_at, () => null),
    tags: tags.all(id.value).map((tag) => asText(tag)),
  };
}

/** The messages of a thread in the order of their time, then of their arrival. */
function* threadMessageRecords(db: Db, threadId: StoredJson): Generator<MessageRecord> {
  const id = bound(threadId);
  const all = rows(
    db,
    `SELECT m.rowid AS at, m.* FROM messages AS m LEFT JOIN message_order AS o ON o.message_id = m.message_id
       WHERE m.thread_id = ${id.place} ORDER BY m.timestamp, o.seq`,
    id.value,
  );
  for (const row of all) yield messageRecord(db, row);
}

/** The message of an id as an export holds it; null when there is none. */
export function findMessageRecord(db: Db, messageId: StoredJson): MessageRecord | null {
  const id = bound(messageId);
  const row = prepared(db, `SELECT rowid AS at, * FROM messages WHERE message_id = ${id.place}`).get(id.value);
  return row === undefined ? null : messageRecord(db, row as Row);
}

function messageRecord(db: Db, row: Row): MessageRecord {
  const read = columns<MessageColumns>(db, "messages", MESSAGE_COLUMNS, row);
  const id = bound(read.message_id);
  const ofMessage = (table: string, order: string) =>
    prepared(db, `SELECT rowid AS at, * FROM ${table} WHERE message_id = ${id.place} ORDER BY ${order}`).all(
      id.value,
    ) as Row[];
  const blocks = ofMessage("blocks", "position").map((block) => blockRecord(db, block));
  const runs = ofMessage("runs", "started_at, run_id").map((run) =>
    columns<RunRecordLine>(db, "runs", RUN_COLUMNS, run),
  );
  const isOurs = storedText(read.status) === "processing" && runs.length > 0 && typeof row.message_id === "string";
  // Its column is behind: what has arrived stands in its blocks.
  const content = isOurs ? arrivedContent(db, String(row.message_id)) : read.content;
  return { line: "message", ...read, content, blocks, runs };
}

function blockRecord(db: Db, row: Row): BlockRecord {
  const read = columns<BlockRecord>(db, "blocks", BLOCK_COLUMNS, row);
  if (row.state !== "open") return read;
  return { ...read, text: arrivingText(db, String(row.message_id), Number(row.position)) };
}

/** NOT NULL stands in the schema, and what affinity a column has: so a row has the shape of its record. */
function columns<Shape>(db: Db, table: string, names: readonly (keyof Shape & string)[], row: Row): Shape {
  const read: Record<string, StoredJson> = {};
  for (const name of names) {
    const bytes = () => prepared(db, `SELECT CAST(${name} AS BLOB) FROM ${table} WHERE rowid = ?`).pluck().get(row.at);
    read[name] = toStoredJson(row[name], bytes);
  }
  return read as Shape;
}

/** A statement of its own each time: one that is being read can't be begun again. */
function rows(db: Db, sql: string, ...values: unknown[]): IterableIterator<Row> {
  return db.$client.prepare(sql).iterate(...values) as IterableIterator<Row>;
}
