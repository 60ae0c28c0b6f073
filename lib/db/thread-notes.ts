import { SwitchboardError } from "../core/failure.ts";
import { MOST_TAGS, tagFrom } from "../core/tag.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { asText, nowSeconds, type ThreadNotes } from "./rows.ts";

/** What a person has noted about a thread; a thread without a note has none of it. */
export function threadNotes(db: Db, threadId: unknown): ThreadNotes {
  const flags = prepared(
    db,
    "SELECT archived_at IS NOT NULL AS archived, pinned_at IS NOT NULL AS pinned FROM thread_flags WHERE thread_id = ?",
  ).get(threadId) as { archived: number; pinned: number } | undefined;
  const tags = prepared(db, "SELECT tag FROM thread_tags WHERE thread_id = ? ORDER BY tag").pluck().all(threadId);
  return { archived: flags?.archived === 1, pinned: flags?.pinned === 1, tags: tags.map(asText) };
}

/**
 * Takes threads out of the list, or puts them back; all of them or none.
 * @throws SwitchboardError thread-unknown
 */
export function archiveThreads(db: Db, threadIds: readonly string[], archived: boolean): void {
  flag(db, threadIds, "archived_at", archived);
}

/** Puts threads first in the list, or back to their places; all of them or none. @throws SwitchboardError thread-unknown */
export function pinThreads(db: Db, threadIds: readonly string[], pinned: boolean): void {
  flag(db, threadIds, "pinned_at", pinned);
}

/** What is so already is left as it is: nobody is told of what didn't change. */
function flag(db: Db, threadIds: readonly string[], column: "archived_at" | "pinned_at", on: boolean): void {
  const set = on
    ? prepared(
        db,
        `INSERT INTO thread_flags (thread_id, ${column}) VALUES (?, ?)
         ON CONFLICT (thread_id) DO UPDATE SET ${column} = excluded.${column} WHERE ${column} IS NULL`,
      )
    : prepared(db, `UPDATE thread_flags SET ${column} = NULL WHERE thread_id = ? AND ${column} IS NOT NULL`);
  const all = db.$client.transaction(() => {
    requireAll(db, threadIds);
    for (const threadId of threadIds) on ? set.run(threadId, nowSeconds()) : set.run(threadId);
  });
  all.immediate();
}

/**
 * Gives threads a tag; one that is in use but for capital letters keeps its spelling. All of them get it, or none.
 * @returns the tag as it is kept
 * @throws SwitchboardError thread-unknown; input-invalid for what is no tag, or one too many
 */
export function tagThreads(db: Db, threadIds: readonly string[], typed: string): string {
  const all = db.$client.transaction(() => {
    requireAll(db, threadIds);
    const tag = spellingInUse(db, tagFrom(typed));
    const add = prepared(db, "INSERT INTO thread_tags (thread_id, tag) VALUES (?, ?) ON CONFLICT DO NOTHING");
    const count = prepared(db, "SELECT count(*) FROM thread_tags WHERE thread_id = ?").pluck();
    for (const threadId of threadIds) {
      add.run(threadId, tag);
      if (Number(count.get(threadId)) > MOST_TAGS) throw tooManyTags(threadId);
    }
    return tag;
  });
  return all.immediate();
}

/** Takes a tag from threads; from those that don't have it nothing is taken. @throws SwitchboardError thread-unknown */
export function untagThreads(db: Db, threadIds: readonly string[], tag: string): void {
  const remove = prepared(db, "DELETE FROM thread_tags WHERE thread_id = ? AND tag = ?");
  const all = db.$client.transaction(() => {
    requireAll(db, threadIds);
    for (const threadId of threadIds) remove.run(threadId, tag);
  });
  all.immediate();
}

/** Tags in use, those of most threads first. */
export function tagsInUse(db: Db, most = 200): { name: string; threads: number }[] {
  const rows = prepared(
    db,
    "SELECT tag AS name, count(*) AS threads FROM thread_tags GROUP BY tag ORDER BY threads DESC, name LIMIT ?",
  ).all(most) as { name: unknown; threads: number }[];
  return rows.map(({ name, threads }) => ({ name: asText(name), threads }));
}

function spellingInUse(db: Db, tag: string): string {
  const used = prepared(db, "SELECT tag FROM thread_tags WHERE tag = ? LIMIT 1").pluck();
  if (used.get(tag) !== undefined) return tag;
  const same = tagsInUse(db, 10_000).find(({ name }) => name.toLowerCase() === tag.toLowerCase());
  return same?.name ?? tag;
}

/** @throws SwitchboardError thread-unknown */
export function requireAll(db: Db, threadIds: readonly string[]): void {
  const exists = prepared(db, "SELECT 1 FROM threads WHERE thread_id = ?").pluck();
  for (const threadId of threadIds) if (exists.get(threadId) === undefined) throw threadUnknown(threadId);
}

/** The refusal of what is asked of a thread that isn't there. */
export function threadUnknown(threadId: string): SwitchboardError {
  return new SwitchboardError("thread-unknown", `There is no thread ${threadId}.`, {
    hint: "It may have been deleted. Open the list of threads, or leave the thread out to begin a new one.",
    field: "threadId",
  });
}

function tooManyTags(threadId: string): SwitchboardError {
  return new SwitchboardError("input-invalid", `The thread ${threadId} has ${MOST_TAGS} tags already.`, {
    hint: "Take one from it first. Nothing was changed.",
    field: "tag",
  });
}
