import { writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import type { FileReport } from "../lib/core/file-report.ts";
import type { CountedKind } from "../lib/core/import-tally.ts";
import type { Db } from "../lib/db/db.ts";
import { type ImportEnd, type ImportOptions, importFile } from "../lib/history/import-file.ts";
import { openImportFile } from "../lib/history/open-import-file.ts";
import { exportAll } from "../lib/queries/export-conversations.ts";
import { scratch } from "./scratch.ts";

/** All that an export is, as one text. */
export async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += chunk;
  return text;
}

export const exportedText = (db: Db) => textOf(exportAll({ db }).chunks);

/** Imports a file as the command line does. */
export async function importInto(db: Db, file: string, options: Partial<ImportOptions> = {}): Promise<ImportEnd> {
  const source = await openImportFile(file, { home: path.dirname(file), databasePath: db.$client.name });
  try {
    return await importFile(db, source, file, { sliceMs: 50, restMs: 0, ...options });
  } finally {
    source.close();
  }
}

/** Imports a text as a file of the running test's own. */
export function importText(db: Db, text: string, options: Partial<ImportOptions> = {}): Promise<ImportEnd> {
  const file = path.join(scratch(), "export.jsonl");
  writeFileSync(file, text);
  return importInto(db, file, options);
}

/** The lines of an export, parsed. */
export const linesOf = (text: string): Record<string, unknown>[] =>
  text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));

/** How many of a kind were added, equal, in conflict and broken. */
export function counts({ tally }: FileReport, kind: CountedKind = "messages"): number[] {
  const { added, equal, conflicts, broken } = tally[kind];
  return [added, equal, conflicts, broken];
}

/** Any value that SQLite keeps in a column of text. */
const anyText = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: "grapheme", maxLength: 20 }) },
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom(
    "",
    "\0",
    "a\0b",
    "line\nline",
    "half \ud83d pair",
    "\u2028",
    "null",
    "{}",
    '{"raw":[1]}',
    "[1",
    "\ufffd",
  ),
  fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
  fc.double({ noNaN: true }),
);
const anyTime = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1_700_000_000, max: 1_700_000_300 }) },
  fc.double({ min: 0, max: 4e9, noNaN: true }),
  fc.double({ noNaN: true }),
  fc.constantFrom("2024-05-06 07:08:09", "2024-05-06T07:08:09.123Z", "never", "", Infinity, -Infinity),
  fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
);
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 4 });

/** Rows that other programs may have written; statuses as they may be, but none that is processing. */
export const anyThread = fc.record({
  title: orNull(anyText),
  modules: orNull(fc.oneof(fc.constantFrom('["a"]', "a,b", "a", "[]", "["), anyText)),
  createdAt: anyTime,
  updatedAt: orNull(anyTime),
  metadata: orNull(anyText),
  archivedAt: orNull(fc.double({ min: 0, max: 4e9, noNaN: true })),
  tags: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { maxLength: 3 }),
  messages: fc.array(
    fc.record({
      module: anyText,
      content: anyText,
      type: fc.oneof(fc.constantFrom("question", "response"), anyText),
      timestamp: anyTime,
      status: orNull(fc.oneof(fc.constantFrom("complete", "failed", "pending"), anyText)),
      metadata: orNull(anyText),
    }),
    { maxLength: 6 },
  ),
});
export type AnyThread = typeof anyThread extends fc.Arbitrary<infer Value> ? Value : never;

/** Writes them as another program does, and what only Switchboard has. */
export function writeThreads(db: Db, threads: readonly AnyThread[]): void {
  const sqlite = db.$client;
  const thread = sqlite.prepare("INSERT INTO threads VALUES (?, ?, ?, ?, ?, ?)");
  const message = sqlite.prepare("INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  const flags = sqlite.prepare("INSERT INTO thread_flags (thread_id, archived_at) VALUES (?, ?)");
  const tag = sqlite.prepare("INSERT INTO thread_tags VALUES (?, ?)");
  for (const [at, one] of threads.entries()) {
    const id = `t${at}`;
    thread.run(id, one.title, one.modules, one.createdAt, one.updatedAt, one.metadata);
    if (one.archivedAt !== null) flags.run(id, one.archivedAt);
    for (const word of one.tags) tag.run(id, word);
    for (const [place, { module, content, type, timestamp, status, metadata }] of one.messages.entries()) {
      message.run(`${id}-m${place}`, id, module, content, type, timestamp, status, metadata);
    }
  }
}
