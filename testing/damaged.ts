import fs from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import type { Db } from "../lib/db/db.ts";
import { indexStep } from "../lib/db/search-index.ts";
import { scratchStore } from "./store.ts";

/** A page of a database, as SQLite's dbstat tells of it. */
export interface Page {
  name: string;
  pageno: number;
  pagetype: "leaf" | "internal" | "overflow";
  ncell: number;
}

/** A database with conversations, some of them long, that is open; and a copy of it that is one file. */
export async function filled(): Promise<{ db: Db; file: string; whole: string }> {
  const { db, file } = await scratchStore();
  const client = db.$client;
  const thread = client.prepare("INSERT INTO threads (thread_id, title, modules, created_at) VALUES (?, ?, ?, ?)");
  const message = client.prepare(
    "INSERT INTO messages (message_id, thread_id, module, content, type, timestamp, status, metadata) VALUES (?, ?, 'clocks', ?, ?, ?, 'complete', '{}')",
  );
  const block = client.prepare(
    "INSERT INTO blocks (message_id, position, kind, state, is_error, text) VALUES (?, 0, 'text', 'complete', 0, ?)",
  );
  const tag = client.prepare("INSERT INTO thread_tags (thread_id, tag) VALUES (?, ?)");
  client.transaction(() => {
    for (let index = 0; index < 400; index += 1) {
      const threadId = `thread-${Math.floor(index / 20)}`;
      if (index % 20 === 0) {
        thread.run(threadId, `Sundials ${index}`, '["clocks"]', 1_700_000_000 + index * 60);
        tag.run(threadId, `tag-${index}`);
      }
      const text = `What a sundial tells at ${index}. ${"It is later than you think. ".repeat(index % 40 === 7 ? 900 : index % 9)}`;
      const id = `message-${String(index).padStart(5, "0")}-${"x".repeat(20)}`;
      message.run(id, threadId, text, index % 2 === 0 ? "question" : "answer", 1_700_000_000 + index * 60);
      if (index % 2 === 1) block.run(id, text);
    }
  })();
  while (indexStep(db));
  const whole = path.join(path.dirname(file), "whole.db");
  client.prepare("VACUUM INTO ?").run(whole);
  client.exec("INSERT INTO modules (name, path, created_at) VALUES ('clocks', '/srv/clocks', 1700000000)");
  return { db, file, whole };
}

/** A copy with some pages full of what is no page. */
export function damagedCopy(whole: string, pages: readonly Pick<Page, "pageno">[]): string {
  const file = path.join(path.dirname(whole), "damaged.db");
  fs.copyFileSync(whole, file);
  damage(file, pages);
  return file;
}

/** Fills pages of a file with what is no page. */
export function damage(file: string, pages: readonly Pick<Page, "pageno">[]): void {
  const handle = fs.openSync(file, "r+");
  for (const { pageno } of pages) fs.writeSync(handle, Buffer.alloc(4_096, 0xa5), 0, 4_096, (pageno - 1) * 4_096);
  fs.closeSync(handle);
}

/** The pages of a table, or of all tables and indexes. */
export function pagesOf(file: string, table?: string): Page[] {
  return reading(file, (client) => {
    const all = client.prepare("SELECT name, pageno, pagetype, ncell FROM dbstat ORDER BY pageno").all() as Page[];
    return table === undefined ? all : all.filter(({ name }) => name === table);
  });
}

export type StoredMessage = { message_id: string; content: string; metadata: string | null };

/** The messages of a database by their ids. */
export function messagesOf(file: string): Map<string, StoredMessage> {
  return reading(file, (client) => {
    const rows = client.prepare("SELECT * FROM messages").all() as StoredMessage[];
    return new Map(rows.map((row) => [row.message_id, row]));
  });
}

/** Tables that are made from others may have their rows in another order, or know more of the past. */
const UNLIKE = /^(sqlite_|search_|title_|feed_state|replaced_messages|message_order|thread_order|__)/;

/** All rows of all tables, but of those that are made from others. */
export function rowsOf(file: string): Record<string, unknown[]> {
  return reading(file, (client) => {
    const tables = client.pragma("table_list") as { name: string; type: string }[];
    const names = tables.filter(({ name, type }) => type === "table" && !UNLIKE.test(name)).map(({ name }) => name);
    return Object.fromEntries(
      names.map((name) => [name, client.prepare(`SELECT * FROM "${name}" ORDER BY 1, 2`).all()]),
    );
  });
}

function reading<T>(file: string, read: (client: Database.Database) => T): T {
  const client = new Database(file, { readonly: true });
  try {
    return read(client);
  } finally {
    client.close();
  }
}
