import path from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished } from "vitest";
import { NO_CHAIN } from "../lib/core/chain.ts";
import { initialFold } from "../lib/core/claude/fold.ts";
import { wordsOf } from "../lib/core/search-words.ts";
import type { Db } from "../lib/db/db.ts";
import { insertQuery, type NewQuery, type QueryIds } from "../lib/db/queries.ts";
import { noteStart } from "../lib/db/run-state.ts";
import { indexStep } from "../lib/db/search-index.ts";
import { type ConversationStore, openStore } from "../lib/db/store.ts";
import { scratch } from "./scratch.ts";
import { faultsOf } from "./store-faults.ts";

/** A store in the running test's own directory, closed when the test ends. */
export interface ScratchStore {
  store: ConversationStore;
  db: Db;
  /** The database file. */
  file: string;
}

export async function scratchStore(): Promise<ScratchStore> {
  const file = path.join(scratch(), "switchboard.db");
  const store = await openStore({ path: file });
  onTestFinished(() => store.close());
  return { store, db: store.db, file };
}

/** A plain connection, as another program has it: no Drizzle, no function of ours, foreign keys off. */
export function plainConnection(file: string): Database.Database {
  const connection = new Database(file);
  connection.pragma("foreign_keys = OFF");
  connection.pragma("busy_timeout = 5000");
  onTestFinished(() => {
    connection.close();
  });
  return connection;
}

export const FOLLOWER = JSON.stringify({ pid: 1, startTime: "1", bootId: "test" });

/** Stores a question with its processing answer and a run, last in line. */
export function scratchQueued(db: Db, query: Partial<NewQuery> = {}): QueryIds & { runId: string } {
  const runId = query.runId ?? crypto.randomUUID();
  const ids = insertQuery(db, {
    threadId: null,
    title: "A question",
    module: "billing",
    cwd: "/srv/billing",
    prompt: "What does the billing module do?",
    systemPrompt: null,
    model: null,
    ...{ profile: "read", profileChosen: false, maxTurns: null, maxBudgetUsd: null, ...NO_CHAIN },
    spoolDir: "/nowhere",
    follower: FOLLOWER,
    fold: initialFold(),
    storeQuestion: true,
    keepsModule: true,
    by: { way: "dashboard", from: "127.0.0.1" },
    attaches: true,
    ...query,
    runId,
  });
  return { ...ids, runId };
}

/** Stores a question with its processing answer and a run, as if a process had just been launched. */
export function scratchQuery(db: Db, query: Partial<NewQuery> = {}): QueryIds & { runId: string } {
  const ids = scratchQueued(db, query);
  const { runId } = ids;
  const start = {
    sessionId: crypto.randomUUID(),
    resumed: false,
    cliVersion: "2.1.197",
    spoolDir: "/nowhere",
    ...{ trusted: false, attaches: true },
  };
  noteStart(db, runId, start);
  db.$client.prepare("UPDATE runs SET state = 'starting' WHERE run_id = ?").run(runId);
  db.$client.prepare("DELETE FROM queued_questions WHERE run_id = ?").run(runId);
  return ids;
}

/** The ids of the messages that have a word, by the index, once it is up to date. */
export function foundBy(db: Db, word: string): string[] {
  while (indexStep(db));
  const found = db.$client
    .prepare(
      `SELECT message_id FROM search_index JOIN message_order ON seq = search_index.rowid WHERE search_index MATCH ?`,
    )
    .pluck()
    .all(`"${word}"`);
  return found.map(String).sort();
}

/** The ids of the messages that no run is writing and that have a word, by reading them all. */
export function foundByReading(db: Db, word: string): string[] {
  const rows = db.$client
    .prepare(
      `SELECT message_id, CAST(content AS TEXT) AS content FROM messages
       WHERE NOT EXISTS (SELECT 1 FROM runs WHERE runs.message_id = messages.message_id AND state <> 'ended')`,
    )
    .all() as { message_id: unknown; content: string }[];
  return rows
    .filter((row) => [...wordsOf(row.content)].some((found) => found.word === word))
    .map((row) => String(row.message_id))
    .sort();
}

/** Words that tests of the search index use. */
export const WORDS = ["alpha", "beta", "gamma", "word"];

/** Nothing is left behind, and the index finds what reading everything finds. */
export function expectSound(db: Db): void {
  expect(faultsOf(db.$client)).toEqual([]);
  for (const word of WORDS) expect(foundBy(db, word), word).toEqual(foundByReading(db, word));
  expect(faultsOf(db.$client)).toEqual([]);
}
