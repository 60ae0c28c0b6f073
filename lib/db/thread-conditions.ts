import { SwitchboardError } from "../core/failure.ts";
import { titleDocument } from "../core/search-document.ts";
import { wordsOf } from "../core/search-words.ts";
import {
  THREAD_SORTS,
  THREAD_SOURCES,
  THREAD_STATES,
  type ThreadFilter,
  type ThreadSource,
  type ThreadState,
} from "../core/thread-filter.ts";

/** What a thread must fulfil, in SQL about its id. */
export type Condition = (id: string) => string;

/** SQL that gives the ids of all threads that fulfil a condition, maybe several times. */
export type ThreadSet = string;

/** A filter as SQL. What is compared with is bound by name, so the same questions are the same statements. */
export interface ThreadConditions {
  conditions: Condition[];
  /** For conditions that few threads may fulfil. */
  sets: ThreadSet[];
  values: Record<string, string>;
  /** Of a title, what SQL can't tell; null when any title will do. */
  hasTitle: ((title: string) => boolean) | null;
}

const PINNED = "SELECT thread_id FROM thread_flags WHERE pinned_at IS NOT NULL";
const ARCHIVED = "SELECT thread_id FROM thread_flags WHERE archived_at IS NOT NULL";
const LIVE = "SELECT thread_id FROM messages WHERE status = 'processing'";
/** What a person stopped is no failure. */
const FAILED = `SELECT thread_id FROM messages WHERE status = 'failed' AND NOT EXISTS (SELECT 1 FROM runs
  WHERE runs.message_id = messages.message_id AND json_extract(runs.failure, '$.code') = 'stopped-by-user')`;
const HERE = "SELECT thread_id FROM runs WHERE origin IS NULL";
const RUN_OF_HISTORY = "SELECT thread_id FROM runs WHERE origin = 'history'";
const TRANSCRIPT = "SELECT thread_id FROM history_files WHERE thread_id IS NOT NULL";
const OF_MODULE = "SELECT thread_id FROM thread_modules WHERE module = @module";
const WITH_TAG = "SELECT thread_id FROM thread_tags WHERE tag = @tag";
const AMONG_IDS = "SELECT value AS thread_id FROM json_each(@ids)";
/** Titles that the index doesn't know yet are looked at one by one. */
const WITH_TITLE = `SELECT thread_id FROM thread_order WHERE seq IN (
    SELECT rowid FROM title_index WHERE title_index MATCH @title UNION ALL SELECT seq FROM title_pending)`;

const among =
  (set: ThreadSet): Condition =>
  (id) =>
    `EXISTS (${set} AND thread_id = ${id})`;
const notAmong =
  (set: ThreadSet): Condition =>
  (id) =>
    `NOT EXISTS (${set} AND thread_id = ${id})`;

/** The filter as SQL. @throws SwitchboardError input-invalid for a word that is none of its choices */
export function threadConditions(filter: ThreadFilter): ThreadConditions {
  requireChoice("sort", filter.sort, THREAD_SORTS);
  requireChoice("status", filter.status, THREAD_STATES);
  requireChoice("source", filter.source, THREAD_SOURCES);
  const found: ThreadConditions = { conditions: [], sets: [], values: {}, hasTitle: null };
  const narrow = (set: ThreadSet) => {
    found.conditions.push(among(set));
    found.sets.push(set);
  };
  if (filter.archived) narrow(ARCHIVED);
  else found.conditions.push(notAmong(ARCHIVED));
  if (filter.pinned) narrow(PINNED);
  else if (filter.pinned === false) found.conditions.push(notAmong(PINNED));
  if (filter.module !== undefined) narrow(OF_MODULE);
  if (filter.tag !== undefined) narrow(WITH_TAG);
  addState(found, filter.status, narrow);
  addSource(found, filter.source, narrow);
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

function addState(found: ThreadConditions, state: ThreadState | undefined, narrow: (set: ThreadSet) => void): void {
  if (state === "live") narrow(LIVE);
  else if (state === "failed") narrow(FAILED);
  else if (state === "complete") found.conditions.push(notAmong(LIVE), notAmong(FAILED));
}

function addSource(found: ThreadConditions, source: ThreadSource | undefined, narrow: (set: ThreadSet) => void): void {
  if (source === "here") narrow(HERE);
  else if (source === "history") {
    found.conditions.push((id) => `(${among(RUN_OF_HISTORY)(id)} OR ${among(TRANSCRIPT)(id)})`);
  } else if (source === "other") found.conditions.push(notAmong(HERE), notAmong(RUN_OF_HISTORY), notAmong(TRANSCRIPT));
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
