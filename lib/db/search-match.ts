import { parseTime } from "../core/search-dates.ts";
import { ANY_MESSAGE, type FACTS, factWord } from "../core/search-document.ts";
import {
  type FilterKey,
  hasWanted,
  type SearchFilter,
  type SearchTerm,
  toMatchExpression,
} from "../core/search-expression.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { completionsOf } from "./search-prefix.ts";

/** Who asks is no module: a person. */
const PERSON = new Set(["you", "me", "person", "human"]);

/** Of each fact about a message, which values are wanted (any of them) and which are not. */
interface Condition {
  fact: keyof typeof FACTS;
  values: string[];
  excluded: boolean;
}

/** What a search asks of a message beside its words. */
export interface SearchConditions {
  conditions: Condition[];
  /** Unix seconds; from this time on, and before that one. */
  after: number | null;
  before: number | null;
  /** What could not be used, in words. */
  notes: string[];
}

/** Understands filters. What can't be used is told, and narrows nothing. */
export function readConditions(db: Db, filters: readonly SearchFilter[], now = new Date()): SearchConditions {
  const read: SearchConditions = { conditions: [], after: null, before: null, notes: [] };
  for (const filter of filters) {
    if (filter.key === "before" || filter.key === "after") readTime(read, filter, now);
    else if (filter.key === "in") readThread(db, read, filter);
    else for (const [fact, value, excluded] of factsOf(filter.key, filter)) addFact(read, fact, value, excluded);
  }
  return read;
}

type Wanted = [fact: Condition["fact"], value: string, excluded: boolean];

/** from:you are questions of people; from:billing is what that module answered. */
function factsOf(key: Exclude<FilterKey, "before" | "after" | "in">, { value, excluded }: SearchFilter): Wanted[] {
  if (key !== "from") return [[key, key === "status" ? value.toLowerCase() : value, excluded]];
  if (PERSON.has(value.toLowerCase())) return [["type", "question", excluded]];
  if (excluded) return [["module", value, true]];
  return [
    ["module", value, false],
    ["type", "question", true],
  ];
}

/** Several values of one filter are alternatives; several exclusions all hold. */
function addFact(read: SearchConditions, fact: Condition["fact"], value: string, excluded: boolean): void {
  const same = read.conditions.find((condition) => condition.fact === fact && condition.excluded === excluded);
  if (same) same.values.push(value);
  else read.conditions.push({ fact, values: [value], excluded });
}

function readTime(read: SearchConditions, { key, value, excluded }: SearchFilter, now: Date): void {
  const time = parseTime(value, now);
  if (time === null) {
    read.notes.push(`${key}:${value} is no time. Write a date such as 2026-11-22, or 7d for seven days ago.`);
    return;
  }
  if ((key === "after") !== excluded) read.after = Math.max(read.after ?? time, time);
  else read.before = Math.min(read.before ?? time, time);
}

/** A thread is named by its id, or by the beginning of it. */
function readThread(db: Db, read: SearchConditions, { value, excluded }: SearchFilter): void {
  const ids = prepared(db, "SELECT thread_id FROM threads WHERE thread_id >= ? AND thread_id < ? LIMIT 2")
    .pluck()
    .all(value, `${value}\u{10ffff}`)
    .map(String);
  const id = ids.includes(value) ? value : ids.length === 1 ? ids[0] : undefined;
  if (id === undefined) {
    const many = ids.length > 1 ? "More than one thread begins with that id." : "There is no thread of that id.";
    read.notes.push(`in:${value} was left out. ${many}`);
  } else addFact(read, "thread", id, excluded);
}

/** Where nothing is wanted: what none of the alternatives takes. */
function unwantedBy(groups: readonly SearchTerm[][]): string[] {
  const excluded = groups.map((group) =>
    group.filter((term) => term.words.length > 0).map((term) => `"${term.words.join(" ")}"`),
  );
  if (excluded.length === 0 || excluded.some((words) => words.length === 0)) return [];
  return [`(${excluded.map((words) => `(${words.join(" OR ")})`).join(" AND ")})`];
}

/**
 * The FTS5 expression of words and conditions.
 * @returns null when the index can't tell: nothing is wanted that it has words for
 */
export function matchOf(
  db: Db,
  groups: readonly SearchTerm[][],
  { conditions }: Pick<SearchConditions, "conditions">,
): string | null {
  const words = toMatchExpression(groups, (word) => completionsOf(db, word));
  if (words === null && hasWanted(groups)) return null;
  const facts = (condition: Condition) =>
    `(${condition.values.map((value) => `"${factWord(condition.fact, value)}"`).join(" OR ")})`;
  const wanted = conditions.filter((condition) => !condition.excluded).map(facts);
  const unwanted = conditions.filter((condition) => condition.excluded).map(facts);
  if (words !== null) wanted.unshift(words);
  else unwanted.push(...unwantedBy(groups));
  if (wanted.length === 0) {
    if (unwanted.length === 0) return null;
    wanted.push(`"${ANY_MESSAGE}"`);
  }
  const all = `(${wanted.join(" AND ")})`;
  return unwanted.length > 0 ? `(${all} NOT (${unwanted.join(" OR ")}))` : all;
}
