import fs from "node:fs";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { Db } from "../db.ts";
import { migrate, refuseUnusable, schemaVersions } from "../migrate.ts";
import * as schema from "../schema.ts";
import { isUnreadable } from "./damaged-row.ts";

/**
 * How many migrations a damaged database has had. When just that can't be read, it is taken for one of this version.
 * @throws SwitchboardError database-newer, database-foreign
 */
export function versionOf(source: Database.Database, file: string): number {
  const db: Db = drizzle({ client: source, schema });
  try {
    refuseUnusable(db, file);
    return schemaVersions(db).applied;
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return Number.POSITIVE_INFINITY;
  }
}

/** Makes an empty database with the tables of a version, for its owner alone. */
export function makeAtVersion(file: string, version: number): Db {
  fs.closeSync(fs.openSync(file, "wx", 0o600));
  const db: Db = drizzle({ client: new Database(file), schema });
  migrate(db, file, version);
  return db;
}
