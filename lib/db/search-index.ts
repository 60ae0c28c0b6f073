import { type SearchDocument, searchDocument, titleDocument } from "../core/search-document.ts";
import { messageBlocks } from "./arriving.ts";
import type { Db } from "./db.ts";
import { isPassing } from "./patience.ts";
import { prepared } from "./prepared.ts";
import { asText, asTextOrNull } from "./rows.ts";

/**
 * The search index is kept by our own processes: triggers only note in `search_pending` which messages it doesn't know
 * as they are. So what other programs write costs them nothing, an import builds the index in large steps, and words
 * are made by one function for all. Whoever searches brings it up to date first.
 */

/** How much one step brings in: a step holds the database and the event loop for some ten milliseconds. */
const STEP_MESSAGES = 200;
const STEP_CHARACTERS = 500_000;
/** Of every so many messages the words are counted, to know what an unfinished word may become. */
const COUNTED = 8;
const COUNTED_CHARACTERS = 4_000;

/** A message's document with its place in message_order, which is its rowid in the index. */
export interface PlacedDocument {
  seq: number;
  document: SearchDocument;
  /** Names of the tools it used. */
  tools: readonly string[];
}

/**
 * Puts documents into the index, or in place of what it had of them. The caller has a transaction open. In the order of
 * their places: FTS5 writes out what it has gathered whenever a rowid is smaller than the one before.
 */
export function writeDocuments(db: Db, documents: readonly PlacedDocument[]): void {
  const write = prepared(db, "INSERT OR REPLACE INTO search_index (rowid, text) VALUES (?, ?)");
  for (const { seq, document } of documents.toSorted((a, b) => a.seq - b.seq))
    write.run(seq, `${document.text} ~ ${document.facts}`);
  countWords(db, documents);
}

/** Brings the index up to date by one step. @returns whether there are messages that it still doesn't know */
export function indexStep(db: Db): boolean {
  const step = db.$client.transaction(() => {
    indexTitles(db);
    const rows = pendingRows(db);
    const documents: PlacedDocument[] = [];
    let characters = 0;
    const done = prepared(db, "DELETE FROM search_pending WHERE seq = ?");
    for (const row of rows) {
      if (characters > STEP_CHARACTERS) break;
      const document = row.message_id === null ? null : placedDocument(db, row);
      if (document) documents.push(document);
      else prepared(db, "DELETE FROM search_index WHERE rowid = ?").run(row.seq);
      characters += document?.document.text.length ?? 0;
      done.run(row.seq);
    }
    writeDocuments(db, documents);
    return hasPending(db);
  });
  return hasPending(db) && step.immediate();
}

/** How long a search waits for the index, in milliseconds. */
const CATCH_UP_MS = 1_500;

/**
 * Brings the index up to date with what other programs wrote, in steps between which the process does other work. Ends
 * early when that takes long; a database that is held or full is searched as it stands.
 */
export async function bringUpToDate(db: Db): Promise<void> {
  const limit = performance.now() + CATCH_UP_MS;
  try {
    while (indexStep(db) && performance.now() < limit) await new Promise((resolve) => setImmediate(resolve));
  } catch (error) {
    if (!isPassing(error)) throw error;
  }
}

/** Messages that the index doesn't know as they are; not those that a run is writing, which are read as they stand. */
const PENDING = `search_pending AS p LEFT JOIN message_order AS o ON o.seq = p.seq
  WHERE NOT EXISTS (SELECT 1 FROM runs WHERE runs.message_id = o.message_id AND state <> 'ended')`;

function hasPending(db: Db): boolean {
  const has = `SELECT EXISTS (SELECT 1 FROM ${PENDING}) OR EXISTS (SELECT 1 FROM title_pending)`;
  return prepared(db, has).pluck().get() === 1;
}

/** How many messages the index doesn't know as they are, counted up to a thousand. */
export function countPending(db: Db): number {
  return Number(prepared(db, `SELECT count(*) FROM (SELECT 1 FROM ${PENDING} LIMIT 1000)`).pluck().get());
}

interface PendingRow {
  seq: number;
  message_id: string | null;
}

/** Newest first: they are what is looked for. */
function pendingRows(db: Db): PendingRow[] {
  return prepared(
    db,
    `SELECT p.seq, o.message_id FROM ${PENDING} ORDER BY p.seq DESC LIMIT ${STEP_MESSAGES}`,
  ).all() as PendingRow[];
}

/** The ids of messages that the index doesn't know as they are, newest first. */
export function pendingMessages(db: Db, most: number): string[] {
  const rows = prepared(
    db,
    `SELECT o.message_id FROM ${PENDING} AND o.message_id IS NOT NULL ORDER BY p.seq DESC LIMIT ?`,
  );
  return rows.pluck().all(most).map(String);
}

interface StoredRow {
  thread_id: unknown;
  module: unknown;
  type: unknown;
  status: unknown;
  content: unknown;
}

function placedDocument(db: Db, row: PendingRow): PlacedDocument | null {
  const stored = prepared(
    db,
    "SELECT thread_id, module, type, status, CAST(content AS TEXT) AS content FROM messages WHERE message_id = ?",
  ).get(row.message_id) as StoredRow | undefined;
  if (!stored || row.message_id === null) return null;
  const blocks = messageBlocks(db, row.message_id);
  const document = searchDocument({
    threadId: asText(stored.thread_id),
    module: asText(stored.module),
    type: asText(stored.type),
    status: asTextOrNull(stored.status) ?? "complete",
    content: asText(stored.content),
    blocks,
  });
  const tools = [...new Set(blocks.flatMap((block) => (block.kind === "tool_use" && block.name) || []))];
  return { seq: row.seq, document, tools };
}

/** Counts the words of some messages and the tools of all. */
function countWords(db: Db, documents: readonly PlacedDocument[]): void {
  const words = new Map<string, number>();
  const tools = new Map<string, number>();
  for (const { seq, document, tools: used } of documents) {
    for (const tool of used) tools.set(tool, (tools.get(tool) ?? 0) + 1);
    // Many hours have one message, whose place is a multiple of 64.
    if ((seq + Math.floor(seq / 64)) % COUNTED !== 0) continue;
    // A document is made of words of the index already, but for their case.
    const text = document.text.slice(0, COUNTED_CHARACTERS).toLowerCase();
    for (const word of new Set(text.match(/[a-z0-9_]+/g))) {
      words.set(word, (words.get(word) ?? 0) + COUNTED);
    }
  }
  addCounts(db, "search_words", "word", words);
  addCounts(db, "search_tools", "name", tools);
}

function addCounts(db: Db, table: "search_words" | "search_tools", key: string, counts: Map<string, number>): void {
  const add = prepared(
    db,
    `INSERT INTO ${table} (${key}, docs) VALUES (?, ?) ON CONFLICT (${key}) DO UPDATE SET docs = docs + excluded.docs`,
  );
  for (const [name, count] of counts) add.run(name, count);
}

/** Titles are few and short: all that wait are brought in at once, up to a thousand. */
function indexTitles(db: Db): void {
  const rows = prepared(
    db,
    `SELECT p.seq, t.thread_id AS thread, t.title FROM title_pending AS p LEFT JOIN thread_order AS o ON o.seq = p.seq
     LEFT JOIN threads AS t ON t.thread_id = o.thread_id LIMIT 1000`,
  ).all() as { seq: number; thread: unknown; title: unknown }[];
  const write = prepared(db, "INSERT OR REPLACE INTO title_index (rowid, title) VALUES (?, ?)");
  const done = prepared(db, "DELETE FROM title_pending WHERE seq = ?");
  for (const { seq, thread, title } of rows) {
    if (thread === null) prepared(db, "DELETE FROM title_index WHERE rowid = ?").run(seq);
    else write.run(seq, titleDocument(asTextOrNull(title)));
    done.run(seq);
  }
}
