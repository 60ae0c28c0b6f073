import { connectAgain } from "./client.ts";
import type { Db } from "./db.ts";

/**
 * Opens one more connection that sees the database as it is now, whatever is written meanwhile, and writes nothing.
 * Close it soon: as long as it is open the write-ahead log can't be made shorter.
 */
export function openSnapshot(file: string): Db {
  const db = connectAgain(file);
  db.$client.pragma("query_only = ON");
  db.$client.exec("BEGIN");
  // The snapshot begins with the first read.
  db.$client.prepare("SELECT count(*) FROM feed_state").get();
  return db;
}
