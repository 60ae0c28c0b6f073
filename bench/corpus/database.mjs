// Databases of a given size, filled without an import: messages, blocks, runs and their index, as one would have them.
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { searchDocument } from "../../lib/core/search-document.ts";
import { openDatabase } from "../../lib/db/client.ts";
import { prepared } from "../../lib/db/prepared.ts";
import { indexStep, writeDocuments } from "../../lib/db/search-index.ts";
import { ROOT } from "../../scripts/project.mjs";
import { randomFrom } from "./random.mjs";
import { insertSession, rowsOf } from "./rows.mjs";
import { END, sessions } from "./sessions.mjs";
import { readTexts } from "./texts.mjs";

/** Tools and their results are fewer and shorter than in transcripts: some 1.3 kB of text a message in all. */
const WEIGHT = 0.45;
const BATCH = 1_000;
/** The thread that holds very many messages, where there is one. */
export const LONG_THREAD = "thread-of-100000-messages";

/**
 * A filled database, kept in the system's temporary directory until what it is made of changes.
 * @param size.messages in threads of usual length
 * @param size.long in one more thread
 * @returns its path and what it holds
 */
export function filledDatabase({ messages, long = 0 }) {
  for (const size of [messages, long])
    if (!Number.isSafeInteger(size)) throw new Error(`${size} is no number of messages.`);
  const folder = path.join(os.tmpdir(), "switchboard-bench-corpus");
  const file = path.join(folder, `${messages}-${long}-${fingerprint()}.db`);
  if (!fs.existsSync(`${file}.json`)) {
    fs.mkdirSync(folder, { recursive: true });
    for (const end of ["", "-wal", "-shm"]) fs.rmSync(`${file}${end}`, { force: true });
    console.log(`Filling ${file} …`);
    fs.writeFileSync(`${file}.json`, JSON.stringify(fill(file, messages, long)));
  }
  return { file, ...JSON.parse(fs.readFileSync(`${file}.json`, "utf8")) };
}

/** What the content depends on. */
function fingerprint() {
  const hash = createHash("sha256");
  const corpus = fs.readdirSync(import.meta.dirname).map((name) => path.join(import.meta.dirname, name));
  const core = ["search-document", "search-words", "search-parts", "stop-words"].map((name) => `lib/core/${name}.ts`);
  const own = ["drizzle/0004_everything.sql", "lib/db/search-index.ts", ...core].map((name) => path.join(ROOT, name));
  for (const name of [...corpus, ...own].sort()) hash.update(fs.readFileSync(name));
  return hash.digest("hex").slice(0, 10);
}

function fill(file, messages, long) {
  const db = openDatabase(file);
  db.$client.pragma("synchronous = OFF");
  db.$client.pragma("cache_size = -400000");
  const begun = performance.now();
  const held = { messages: 0, text: 0, threads: 0 };
  let batch = [];
  const flush = () => {
    insertBatch(db, batch);
    for (const row of batch.flatMap(({ messages: rows }) => rows)) {
      held.messages += 1;
      held.text +=
        row.content.length + row.blocks.reduce((sum, { kind, text }) => sum + (kind === "text" ? 0 : text.length), 0);
    }
    held.threads += batch.length;
    batch = [];
  };
  let left = messages;
  for (const rows of usualRows(messages)) {
    left -= rows.messages.length;
    batch.push(rows);
    if (batch.reduce((sum, { messages: some }) => sum + some.length, 0) >= BATCH) flush();
    if (left <= 0) break;
  }
  flush();
  for (const rows of longRows(long)) {
    batch.push(rows);
    flush();
  }
  if (long > 0) held.threads -= Math.ceil(long / BATCH) - 1;
  while (indexStep(db)); // titles
  for (const table of ["search_index", "title_index"]) {
    db.$client.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', 2000)`);
  }
  db.$client.exec("ANALYZE");
  db.$client.pragma("wal_checkpoint(TRUNCATE)");
  const bytes = sizeOf(db);
  db.$client.close();
  return { ...held, ...bytes, seconds: (performance.now() - begun) / 1000 };
}

function* usualRows(messages) {
  if (messages === 0) return;
  const random = randomFrom(7);
  for (const session of sessions(readTexts(), { seed: 3, weight: WEIGHT })) yield rowsOf(session, random);
}

/** One conversation, a message every few minutes, in pieces that are stored one after the other. */
function* longRows(messages) {
  const random = randomFrom(11);
  let held = 0;
  let at = END - messages * 300;
  for (const session of messages > 0 ? sessions(readTexts(), { seed: 5, weight: 0.2 }) : []) {
    const turns = session.turns.map((turn) => {
      at += 600;
      return { ...turn, at };
    });
    const rows = rowsOf(
      { ...session, id: LONG_THREAD, module: "inventory", cwd: "/srv/modules/inventory", turns },
      random,
    );
    rows.thread.title = "A very long conversation";
    rows.messages = rows.messages.slice(0, messages - held);
    held += rows.messages.length;
    yield rows;
    if (held >= messages) return;
  }
}

function insertBatch(db, batch) {
  const insert = db.$client.transaction(() => {
    db.$client.exec("UPDATE search_state SET bulk = 1");
    for (const rows of batch) insertSession(db, rows);
    writeDocuments(
      db,
      batch.flatMap(({ messages }) => messages.map((row) => placed(db, row))),
    );
    db.$client.exec("UPDATE search_state SET bulk = 0");
  });
  insert.immediate();
}

function placed(db, row) {
  const seq = prepared(db, "SELECT seq FROM message_order WHERE message_id = ?").pluck().get(row.messageId);
  const tools = [...new Set(row.blocks.flatMap(({ kind, name }) => (kind === "tool_use" ? [name] : [])))];
  return { seq, document: searchDocument(row), tools };
}

function sizeOf(db) {
  const sum = (where) => Number(db.$client.prepare(`SELECT sum(pgsize) FROM dbstat WHERE ${where}`).pluck().get());
  return {
    bytes: sum("true"),
    indexBytes: sum("name LIKE 'search\\_%' ESCAPE '\\' OR name LIKE 'title\\_%' ESCAPE '\\'"),
  };
}

if (import.meta.main) {
  const [messages = 0, long = 0] = process.argv.slice(2).map(Number);
  console.log(filledDatabase({ messages, long }));
}
