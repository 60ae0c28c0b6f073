import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";

/**
 * Whether there is nothing to look after: no run waits or is being answered, no process is kept or lingers. The mark
 * changes with every commit of any process, so that an idle process need not look again while it is the same.
 * @param known the mark of a database that was quiet
 */
export function quietMark(db: Db, known: string | null): { mark: string; quiet: boolean } {
  const version = db.$client.pragma("data_version", { simple: true });
  const own = prepared(db, "SELECT total_changes()").pluck().get();
  const mark = `${version} ${own}`;
  if (mark === known) return { mark, quiet: true };
  const busy = prepared(
    db,
    `SELECT EXISTS (SELECT 1 FROM runs WHERE state <> 'ended' AND origin IS NULL) OR EXISTS (SELECT 1 FROM warm_processes)
       OR EXISTS (SELECT 1 FROM runs WHERE process IS NOT NULL AND gone_at IS NULL)`,
  ).pluck();
  return { mark, quiet: busy.get() === 0 };
}
