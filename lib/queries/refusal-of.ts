import { refusalFor } from "../db/client.ts";
import { readEnv } from "../env.ts";

/**
 * What went wrong, as a refusal when it is one: also what SQLite says in the midst of a command, when the database is found
 * damaged or held, or its disk is full. Whatever else it is, a fault of ours say, is given back.
 */
export function refusalOf(error: unknown, databasePath = readEnv().databasePath): unknown {
  return refusalFor(databasePath, error);
}
