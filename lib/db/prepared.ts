import type { Statement } from "better-sqlite3";
import type { Db } from "./db.ts";

const statements = new WeakMap<Db, Map<string, Statement>>();
const queries = new WeakMap<Db, Map<unknown, unknown>>();

/**
 * A statement of this connection, compiled once: a live answer runs the same few some hundred times a second, and
 * compiling them would take longer than running them.
 */
export function prepared(db: Db, sql: string): Statement {
  return kept(keptFor(statements, db), sql, () => db.$client.prepare(sql));
}

/** The same for a query that Drizzle builds. @param build also names the query: a function of the module, not a new one */
export function preparedQuery<Query>(db: Db, build: (db: Db) => Query): Query {
  return kept(keptFor(queries, db), build, () => build(db)) as Query;
}

function keptFor<Key, Value>(all: WeakMap<Db, Map<Key, Value>>, db: Db): Map<Key, Value> {
  const known = all.get(db) ?? new Map<Key, Value>();
  if (!all.has(db)) all.set(db, known);
  return known;
}

function kept<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
