import { rmSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { initialFold } from "../lib/core/claude/fold.ts";
import { storedFold } from "../lib/core/claude/stored-fold.ts";

const MIGRATIONS = path.join(import.meta.dirname, "..", "drizzle");

/** A run of the version before the line of queued runs, as it was left by whoever followed it. */
export interface OldRun {
  id: string;
  state: "starting" | "running" | "ended";
  /** JSON of ProcessIdentity. */
  process: string | null;
  follower: string;
  spoolDir: string;
  cwd: string;
  /** Whether the question had been written to the process. */
  asked: boolean;
}

/** Text of the block that is open in each run that had begun to answer. */
export const OLD_TEXT = "What had come before";

/** Makes a database as an earlier version left it: only the first migrations, with rows in every table. */
export function makeOldDatabase(file: string, migrations: number, runs: OldRun[] = []): void {
  const db = new Database(file);
  db.pragma("journal_mode = WAL");
  db.exec("CREATE TABLE __drizzle_migrations (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, created_at NUMERIC)");
  const ledger = db.prepare("INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)");
  for (const { sql, hash, folderMillis } of readMigrationFiles({ migrationsFolder: MIGRATIONS }).slice(0, migrations)) {
    for (const statement of sql) db.exec(statement);
    ledger.run(hash, folderMillis);
  }
  db.transaction(() => fill(db, runs))();
  db.close();
  for (const suffix of ["-wal", "-shm"]) rmSync(file + suffix, { force: true });
}

function fill(db: Database.Database, runs: OldRun[]): void {
  db.exec(`
    INSERT INTO threads VALUES ('t1', 'Formats', '["billing"]', 1000, 1000, NULL), ('t2', NULL, NULL, 1001, NULL, '{}');
    INSERT INTO thread_flags VALUES ('t2', 1002);
    INSERT INTO modules VALUES ('billing', '/srv/billing', 1000, 1000);
  `);
  const message = db.prepare("INSERT INTO messages VALUES (?, 't1', 'billing', ?, ?, ?, ?, '{}')");
  for (let at = 0; at < 40; at += 1) {
    message.run(`m${at}`, `alpha ${at}`, at % 2 ? "response" : "question", 1000 + at, at % 3 ? "complete" : "failed");
  }
  for (const run of runs) addRun(db, run);
}

function addRun(db: Database.Database, run: OldRun): void {
  const isOpen = run.state === "running";
  db.prepare("INSERT INTO messages VALUES (?, 't1', 'billing', 'old?', 'question', 2000, 'complete', '{}')").run(
    `q-${run.id}`,
  );
  db.prepare("INSERT INTO messages VALUES (?, 't1', 'billing', '', 'response', 2001, ?, '{}')").run(
    `a-${run.id}`,
    run.state === "ended" ? "complete" : "processing",
  );
  db.prepare(
    `INSERT INTO runs (run_id, message_id, question_id, thread_id, module, cwd, state, started_at, process, asked_at,
       spool_dir, session_id, resumed) VALUES (?, ?, ?, 't1', 'billing', ?, ?, 2001, ?, ?, ?, ?, 0)`,
  ).run(
    ...[run.id, `a-${run.id}`, `q-${run.id}`, run.cwd, run.state, run.process, run.asked ? 2002 : null],
    ...[run.spoolDir, crypto.randomUUID()],
  );
  if (run.state === "ended") return;
  const { tasks: _new, ...fold } = JSON.parse(storedFold({ ...initialFold(), nextPosition: isOpen ? 1 : 0 }));
  db.prepare("INSERT INTO run_positions VALUES (?, 0, ?, ?, 0)").run(run.id, JSON.stringify(fold), run.follower);
  if (!isOpen) return;
  db.prepare("INSERT INTO blocks VALUES (?, 0, 'text', 'open', NULL, NULL, NULL, 0, '')").run(`a-${run.id}`);
  db.prepare(
    "INSERT INTO changes (type, thread_id, message_id, position, text, at) VALUES ('text', 't1', ?, 0, ?, 2003)",
  ).run(`a-${run.id}`, OLD_TEXT);
}

/** How many rows each table has, but for the index's own and the ledger. */
export function rowCounts(db: Database.Database): Record<string, number> {
  const tables = db
    .prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
       AND name NOT LIKE 'search\\_index%' ESCAPE '\\' AND name <> '__drizzle_migrations'`,
    )
    .pluck()
    .all() as string[];
  return Object.fromEntries(
    tables.map((table) => [table, Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get())]),
  );
}
