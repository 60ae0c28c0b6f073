import type Database from "better-sqlite3";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import type * as schema from "./schema.ts";

/** An open database: Drizzle for what is typed, `$client` for prepared SQL on the hot paths. */
export type Db = BetterSQLite3Database<typeof schema> & { $client: Database.Database };
