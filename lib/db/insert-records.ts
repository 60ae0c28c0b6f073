import {
  BLOCK_COLUMNS,
  type MessageRecord,
  type ModuleRecord,
  RUN_COLUMNS,
  type SavedSearchRecord,
  type StoredJson,
  storedText,
  type TemplateRecord,
  type ThreadRecord,
} from "../core/export-record.ts";
import type { BlockKind } from "../core/message.ts";
import { searchDocument } from "../core/search-document.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import type { PlacedDocument } from "./search-index.ts";
import { bound } from "./stored-value.ts";

/** Inserts records of an export as they are. The caller has a transaction open, with `search_state.bulk` set. */
export function insertModule(db: Db, { line: _line, ...record }: ModuleRecord): void {
  insert(db, "modules", record);
}

export function insertSearch(db: Db, { line: _line, ...record }: SavedSearchRecord): void {
  insert(db, "saved_searches", record);
}

export function insertTemplate(db: Db, { line: _line, ...record }: TemplateRecord): void {
  insert(db, "templates", record);
}

export function insertThread(db: Db, { line: _line, tags, archived_at, pinned_at, ...record }: ThreadRecord): void {
  insert(db, "threads", record);
  const { thread_id } = record;
  if (archived_at !== null || pinned_at !== null) insert(db, "thread_flags", { thread_id, archived_at, pinned_at });
  for (const tag of tags) insert(db, "thread_tags", { thread_id, tag });
}

/** @returns what the search index has to learn of it */
export function insertMessage(db: Db, record: MessageRecord): PlacedDocument {
  const { line: _line, blocks, runs, ...message } = record;
  const { message_id, thread_id } = message;
  insert(db, "messages", message);
  for (const block of blocks) insert(db, "blocks", { message_id, ...pick(block, BLOCK_COLUMNS) });
  // Nothing of a file names a process or a path of files to this machine.
  for (const run of runs) insert(db, "runs", { message_id, thread_id, spool_dir: "", ...pick(run, RUN_COLUMNS) });
  const id = bound(message_id);
  const seq = prepared(db, `SELECT seq FROM message_order WHERE message_id = ${id.place}`).pluck().get(id.value);
  return { seq: Number(seq), ...documentOf(record) };
}

function documentOf(record: MessageRecord): Omit<PlacedDocument, "seq"> {
  const word = (value: StoredJson) => storedText(value) ?? "";
  const blocks = record.blocks.map((block) => ({
    kind: word(block.kind) as BlockKind,
    state: word(block.state) as "settled",
    text: word(block.text),
    name: storedText(block.name),
    parentToolUseId: storedText(block.parent_tool_use_id),
  }));
  const document = searchDocument({
    threadId: word(record.thread_id),
    module: word(record.module),
    type: word(record.type),
    status: storedText(record.status) ?? "complete",
    content: word(record.content),
    blocks,
  });
  const tools = [...new Set(blocks.flatMap((block) => (block.kind === "tool_use" && block.name) || []))];
  return { document, tools };
}

/**
 * Tells readers that messages came into a thread.
 * @param activity when something last happened in it, in Unix seconds; null leaves what the thread says
 */
export function tellOfThread(db: Db, threadId: StoredJson, activity: number | null): void {
  const id = bound(threadId);
  if (activity !== null) {
    const moved = prepared(
      db,
      `UPDATE threads SET updated_at = ? WHERE thread_id = ${id.place} AND coalesce(updated_at, created_at) < ?`,
    ).run(activity, id.value, activity);
    if (moved.changes > 0) return; // the trigger has told it
  }
  prepared(
    db,
    `INSERT INTO changes (type, thread_id, at) VALUES ('thread', ${id.place}, (julianday('now') - 2440587.5) * 86400.0)`,
  ).run(id.value);
}

/** Once an import is done: what is open may have gaps that no change told, so all readers read everything anew. */
export function tellOfImport(db: Db): void {
  prepared(db, "UPDATE feed_state SET trimmed_to = (SELECT coalesce(max(seq), 0) FROM changes) WHERE id = 1").run();
}

function pick<Key extends string>(record: Record<Key, StoredJson>, keys: readonly Key[]): Record<string, StoredJson> {
  return Object.fromEntries(keys.map((key) => [key, record[key]]));
}

function insert(db: Db, table: string, record: Readonly<Record<string, StoredJson>>): void {
  const names = Object.keys(record);
  const values = names.map((name) => bound(record[name] ?? null));
  const places = values.map(({ place }) => place).join(", ");
  prepared(db, `INSERT INTO ${table} (${names.join(", ")}) VALUES (${places})`).run(
    ...values.map(({ value }) => value),
  );
}
