import { SwitchboardError } from "../core/failure.ts";
import { titleDocument } from "../core/search-document.ts";
import { wordsOf } from "../core/search-words.ts";
import { THREAD_SORTS, THREAD_SOURCES, THREAD_STATES, type ThreadFilter } from "../core/thread-filter.ts";

/** What a thread must fulfil, in SQL about its id. */
export type Condition = (id: string) => string;

/** The threads that fulfil a condition, in SQL. */
export interface ThreadSet {
  /** Gives their ids, maybe several times. */
  sql: string;
  /** As many rows or more, found sooner. */
  atMost?: string;
  /** Whether the other ways to find a page don't look at the condition: it is to be used in any case. */
  always?: boolean;
}

/** A filter as SQL. What is compared with is bound by name, so the same questions are the same statements. */
export interface ThreadConditions {
  conditions: { holds: Condition; set: ThreadSet | null }[];
  /** Of conditions that few threads may fulfil. */
  sets: ThreadSet[];
  values: Record<string, string>;
  /** Of a title, what SQL can't tell; null when any title will do. */
  hasTitle: ((title: string) => boolean) | null;
}

const PINNED: ThreadSet = { sql: "SELECT thread_id FROM thread_flags WHERE pinned_at IS NOT NULL" };
const ARCHIVED: ThreadSet = { sql: "SELECT thread_id FROM thread_flags WHERE archived_at IS NOT NULL" };
const LIVE: ThreadSet = { sql: "SELECT thread_id FROM messages WHERE status = 'processing'" };
/** What a person stopped is no failure. */
const FAILED: ThreadSet = {
  sql: `SELECT thread_id FROM messages WHERE status = 'failed' AND NOT EXISTS (SELECT 1 FROM runs INDEXED BY runs_stopped
    WHERE runs.message_id = messages.message_id AND instr(failure, '"code":"stopped-by-user"') > 0)`,
  atMost: "SELECT 1 FROM messages WHERE status = 'failed'",
};
const HERE: ThreadSet = { sql: "SELECT thread_id FROM runs WHERE origin IS NULL" };
const RUN_OF_HISTORY: ThreadSet = { sql: "SELECT thread_id FROM runs WHERE origin = 'history'" };
const TRANSCRIPT: ThreadSet = { sql: "SELECT thread_id FROM history_files WHERE thread_id IS NOT NULL" };
const OF_MODULE: ThreadSet = { sql: "SELECT thread_id FROM thread_modules WHERE module = @module" };
const WITH_TAG: ThreadSet = { sql: "SELECT thread_id FROM thread_tags WHERE tag = @tag" };
const AMONG_IDS: ThreadSet = { sql: "SELECT value AS thread_id FROM json_each(@ids)", always: true };
/** Titles that the index doesn't know yet are looked at one by one. */
const WITH_TITLE: ThreadSet = {
  sql: `SELECT thread_id FROM thread_order WHERE seq IN (
    SELECT rowid FROM title_index WHERE title_index MATCH @title UNION ALL SELECT seq FROM title_pending)`,
  atMost: "SELECT 1 FROM title_index WHERE title_index MATCH @title UNION ALL SELECT 1 FROM title_pending",
};

const among =
  (set: ThreadSet): Condition =>
  (id) =>
    `EXISTS (${set.sql} AND thread_id = ${id})`;
const notAmong =
  (set: ThreadSet): Condition =>
  (id) =>
    `NOT EXISTS (${set.sql} AND thread_id = ${id})`;

const ofHistory: Condition = (id) => `(${among(RUN_OF_HISTORY)(id)} OR ${among(TRANSCRIPT)(id)})`;

/** The filter as SQL. @throws SwitchboardError input-invalid for a word that is none of its choices */
export function threadConditions(filter: ThreadFilter): ThreadConditions {
  requireChoice("sort", filter.sort, THREAD_SORTS);
  requireChoice("status", filter.status, THREAD_STATES);
  requireChoice("source", filter.source, THREAD_SOURCES);
  const found: ThreadConditions = { conditions: [], sets: [], values: {}, hasTitle: null };
  const narrow = (set: ThreadSet) => {
    found.conditions.push({ holds: among(set), set });
    found.sets.push(set);
  };
  const not = (set: ThreadSet) => found.conditions.push({ holds: notAmong(set), set: null });
  if (filter.archived) narrow(ARCHIVED);
  else not(ARCHIVED);
  if (filter.pinned) narrow(PINNED);
  else if (filter.pinned === false) not(PINNED);
  if (filter.module !== undefined) narrow(OF_MODULE);
  if (filter.tag !== undefined) narrow(WITH_TAG);
  if (filter.status === "live") narrow(LIVE);
  else if (filter.status === "failed") narrow(FAILED);
  else if (filter.status === "complete") for (const set of [LIVE, FAILED]) not(set);
  if (filter.source === "here") narrow(HERE);
  else if (filter.source === "history") found.conditions.push({ holds: ofHistory, set: null });
  else if (filter.source === "other") for (const set of [HERE, RUN_OF_HISTORY, TRANSCRIPT]) not(set);
  if (filter.ids !== undefined) found.sets.push(AMONG_IDS);
  addTitle(found, filter.title);
  found.values = {
    ...found.values,
    ...(filter.module !== undefined && { module: filter.module }),
    ...(filter.tag !== undefined && { tag: filter.tag }),
    ...(filter.ids !== undefined && { ids: JSON.stringify(filter.ids) }),
  };
  return found;
}

function requireChoice(field: string, given: string | undefined, choices: readonly string[]): void {
  if (given === undefined || choices.includes(given)) return;
  throw new SwitchboardError("input-invalid", `There is no ${field} “${given}” of threads.`, {
    hint: `It is one of ${choices.join(", ")}.`,
    field,
  });
}

/** Of one letter most titles have a word: the index would be slower than looking. */
const SHORTEST_LOOKED_UP = 2;

function addTitle(found: ThreadConditions, typed: string | undefined): void {
  const words = [...wordsOf(typed ?? "")].map(({ word }) => word);
  if (words.length === 0) return;
  found.hasTitle = (title) => {
    const known = titleDocument(title)
      .toLowerCase()
      .split(/[^a-z0-9_]+/);
    return words.every((word) => known.some((other) => other.startsWith(word)));
  };
  if (!words.some((word) => word.length >= SHORTEST_LOOKED_UP)) return;
  found.sets.push(WITH_TITLE);
  found.values.title = words.map((word) => `"${word}"*`).join(" ");
}
