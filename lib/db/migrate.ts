import path from "node:path";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { SwitchboardError } from "../core/failure.ts";
import { packageRoot } from "../package-root.ts";
import type { Db } from "./db.ts";
import { checkMigrated, guardMigration, migrationFailed } from "./guard-migration.ts";

/** The table Drizzle keeps its place in. */
const LEDGER = "__drizzle_migrations";

const migrationsFolder = () => path.join(packageRoot(import.meta.url), "drizzle");

/**
 * Refuses a database that isn't ours or that a later version made, before anything is written to it. Reads in one
 * transaction: another process may be making the tables just now.
 * @throws SwitchboardError database-newer, database-foreign
 */
export function refuseUnusable(db: Db, file: string): void {
  const { done, tables } = db.$client.transaction(() => ({ done: applied(db), tables: tableNames(db) }))();
  const known = readMigrationFiles({ migrationsFolder: migrationsFolder() });
  const foreign = tables.filter((name) => name !== LEDGER);
  const isOurs = done.length === 0 ? foreign.length === 0 : done[0] === known[0]?.hash;
  if (!isOurs) {
    const some = foreign.slice(0, 3).join(", ");
    throw new SwitchboardError("database-foreign", `${file} has tables of another program (${some}).`, {
      hint: "Name a new file with --db. This one was left as it is.",
      field: "db",
    });
  }
  if (!done.every((hash, index) => hash === known[index]?.hash)) {
    throw new SwitchboardError(
      "database-newer",
      `The database ${file} was made by another version of Switchboard (schema ${done.length}; this version knows ${known.length}).`,
      { hint: "Update Switchboard, or name another file with --db. This one was left as it is.", field: "db" },
    );
  }
}

/**
 * Brings the tables up to date, all or nothing. Drizzle's own migrator reads its place before it takes a lock, so
 * that two processes at once would both migrate; and foreign keys must be off outside the transaction, or rebuilding
 * a table would delete what refers to it (drizzle-orm issue 5782). So this runs its files in one immediate transaction, in
 * which a copy of the database is kept beforehand, and the rows are counted afterwards.
 * @param version how many migrations it shall have had; all that are known when it isn't said
 * @throws SwitchboardError migration-failed, disk-full, file-unwritable; the tables are then as they were
 */
export function migrate(db: Db, file: string, version?: number): void {
  const client = db.$client;
  const migrations = readMigrationFiles({ migrationsFolder: migrationsFolder() }).slice(0, version);
  if (applied(db).length === migrations.length) return;
  client.pragma("foreign_keys = OFF");
  const apply = client.transaction(() => {
    client.exec(
      `CREATE TABLE IF NOT EXISTS ${LEDGER} (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, created_at NUMERIC)`,
    );
    // Another process may have been quicker.
    const done = applied(db).length;
    const missing = migrations.slice(done);
    const guard = done > 0 && missing.length > 0 ? guardMigration(client, file, done) : null;
    try {
      const insert = client.prepare(`INSERT INTO ${LEDGER} (hash, created_at) VALUES (?, ?)`);
      for (const { sql, hash, folderMillis } of missing) {
        for (const statement of sql) client.exec(statement);
        insert.run(hash, folderMillis);
        if (guard) guard.rows[LEDGER] = (guard.rows[LEDGER] ?? 0) + 1;
      }
    } catch (cause) {
      if (!isFaultOfTables(cause)) throw cause;
      throw migrationFailed(file, guard?.copy ?? null, (cause as Error).message, cause);
    }
    if (guard) checkMigrated(client, file, guard);
  });
  apply.immediate();
}

/** Whether a statement itself failed, and not the disk or the lock. */
const isFaultOfTables = (cause: unknown) =>
  cause instanceof Error && "code" in cause && /^SQLITE_(ERROR|CONSTRAINT|MISMATCH)/.test(String(cause.code));

/** Whether the tables are those of this version. */
export function isUpToDate(db: Db): boolean {
  return applied(db).length === readMigrationFiles({ migrationsFolder: migrationsFolder() }).length;
}

/** How many migrations a database has had, and how many this version knows. */
export function schemaVersions(db: Db): { applied: number; known: number } {
  return { applied: applied(db).length, known: readMigrationFiles({ migrationsFolder: migrationsFolder() }).length };
}

/** Hashes of the migrations that the database has had, oldest first. */
function applied(db: Db): string[] {
  if (!tableExists(db, LEDGER)) return [];
  return db.$client.prepare(`SELECT hash FROM ${LEDGER} ORDER BY created_at, id`).pluck().all() as string[];
}

function tableExists(db: Db, name: string): boolean {
  return tableNames(db).includes(name);
}

function tableNames(db: Db): string[] {
  const names =
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid";
  return db.$client.prepare(names).pluck().all() as string[];
}
