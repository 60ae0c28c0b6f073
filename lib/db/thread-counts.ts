import type { ThreadCounts } from "../core/message.ts";
import { currentCursor } from "./changes.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { asText } from "./rows.ts";
import { tagsInUse } from "./thread-notes.ts";

/** So many modules are offered; a filter by another one still works. */
const MOST_MODULES = 500;

/** How many threads there are of each module, tag and state: from indexes alone, some milliseconds for 100,000. */
export function countThreads(db: Db): ThreadCounts {
  return db.$client.transaction(() => {
    const archived = count(db, "thread_flags WHERE archived_at IS NOT NULL");
    return {
      modules: modulesWithThreads(db),
      tags: tagsInUse(db),
      all: count(db, "threads") - archived,
      live: count(db, `(SELECT DISTINCT thread_id FROM messages WHERE status = 'processing') ${NOT_ARCHIVED}`),
      failed: count(
        db,
        `(SELECT DISTINCT thread_id FROM messages WHERE status = 'failed' AND NOT EXISTS (SELECT 1 FROM runs INDEXED BY runs_stopped
           WHERE runs.message_id = messages.message_id AND instr(failure, '"code":"stopped-by-user"') > 0))
         ${NOT_ARCHIVED}`,
      ),
      pinned: count(db, "thread_flags WHERE pinned_at IS NOT NULL AND archived_at IS NULL"),
      archived,
      cursor: currentCursor(db),
    };
  })();
}

const NOT_ARCHIVED = `AS t WHERE NOT EXISTS (
  SELECT 1 FROM thread_flags WHERE thread_flags.thread_id = t.thread_id AND archived_at IS NOT NULL)`;

function count(db: Db, rows: string): number {
  return Number(prepared(db, `SELECT count(*) FROM ${rows}`).pluck().get());
}

/** Archived threads are taken off afterwards: looking each thread up would take several times as long. */
function modulesWithThreads(db: Db): ThreadCounts["modules"] {
  const all = prepared(db, "SELECT module AS name, count(*) AS threads FROM thread_modules GROUP BY module");
  const archived = prepared(
    db,
    `SELECT module AS name, count(*) AS threads FROM thread_flags AS f CROSS JOIN thread_modules AS m ON m.thread_id = f.thread_id
     WHERE archived_at IS NOT NULL GROUP BY module`,
  );
  const counted = (rows: unknown[]) => rows as { name: unknown; threads: number }[];
  const off = new Map(counted(archived.all()).map(({ name, threads }) => [asText(name), threads]));
  return counted(all.all())
    .map(({ name, threads }) => ({ name: asText(name), threads: threads - (off.get(asText(name)) ?? 0) }))
    .filter(({ threads }) => threads > 0)
    .sort((a, b) => b.threads - a.threads || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_MODULES);
}
