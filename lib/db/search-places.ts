import type { SearchTerm } from "../core/search-expression.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { matchOf, type SearchConditions } from "./search-match.ts";

/** What is looked for. */
export interface Sought extends SearchConditions {
  groups: SearchTerm[][];
}

/** Where a message that matches stands. */
export interface Place {
  seq: number;
  /** Unix seconds. */
  at: number;
  messageId: string;
}

/** Matches are counted up to this number: to count a thousand takes longer than to find the first page. */
export const COUNT_CAP = 200;

/** 64 places an hour, as the triggers give them. */
const PLACES = 64;
const HOUR = 3_600;

interface PlaceRange {
  from: number;
  to: number;
  after: number;
  before: number;
}

/** The places that messages of a time can have: from their hour on, at most `max_spill` places later. */
function rangeOf(db: Db, { after, before }: Sought, below: number | null): PlaceRange {
  const place = (time: number) => Math.floor(time / HOUR) * PLACES;
  const spill = Number(prepared(db, "SELECT max_spill FROM search_state").pluck().get() ?? 0);
  const latest = before === null ? Number.MAX_SAFE_INTEGER : place(before) + PLACES + spill;
  return {
    from: after === null ? 0 : place(after),
    to: Math.min(latest, below === null ? Number.MAX_SAFE_INTEGER : below - 1),
    after: after ?? 0,
    before: before ?? Number.MAX_SAFE_INTEGER,
  };
}

/** What the index knows only as it was is read instead. */
const known = (seq: string) => `NOT EXISTS (SELECT 1 FROM search_pending AS p WHERE p.seq = ${seq})`;
const IN_TIME = "o.at >= @after AND o.at < @before AND o.seq BETWEEN @from AND @to";
/** Without words and facts: by time alone. */
const BY_TIME = `SELECT o.seq FROM message_order AS o WHERE ${IN_TIME} AND ${known("o.seq")} ORDER BY o.seq DESC`;
const BY_WORDS = `SELECT s.rowid FROM search_index AS s
  WHERE s.search_index MATCH @match AND s.rowid BETWEEN @from AND @to AND ${known("s.rowid")} ORDER BY s.rowid DESC`;
/** Looking up the time of each takes longer than finding it. */
const BY_BOTH = `SELECT s.rowid FROM search_index AS s JOIN message_order AS o ON o.seq = s.rowid
  WHERE s.search_index MATCH @match AND s.rowid BETWEEN @from AND @to AND ${IN_TIME} AND ${known("s.rowid")}
  ORDER BY s.rowid DESC`;

/**
 * The places of the newest messages in the index that match, newest first. Takes time by how many are asked for, not by
 * how many match: the index gives them in this order.
 * @param below only those before this place
 */
export function newestMatches(db: Db, sought: Sought, limit: number, below: number | null): number[] {
  const match = matchOf(db, sought.groups, sought);
  if (match === null && (sought.groups.length > 0 || sought.conditions.length > 0)) return [];
  return matchesIn(db, sought, match, limit, below);
}

/** The newest that an expression of the index matches, within the times that are sought; null for all of them. */
export function matchesIn(db: Db, sought: Sought, match: string | null, limit: number, below: number | null): number[] {
  const { from, to, after, before } = rangeOf(db, sought, below);
  const anyTime = sought.after === null && sought.before === null;
  const sql = match === null ? BY_TIME : anyTime ? BY_WORDS : BY_BOTH;
  const times = match !== null && anyTime ? {} : { after, before };
  const words = match === null ? {} : { match };
  return prepared(db, `${sql} LIMIT @limit`)
    .pluck()
    .all({ from, to, ...times, ...words, limit })
    .map(Number);
}

/** What stands at some places; nothing where no message is any more. */
export function placesAt(db: Db, seqs: readonly number[]): Place[] {
  const read = prepared(db, "SELECT at, message_id FROM message_order WHERE seq = ?");
  return seqs.flatMap((seq) => {
    const row = read.get(seq) as { at: number; message_id: unknown } | undefined;
    return row ? [{ seq, at: row.at, messageId: String(row.message_id) }] : [];
  });
}

/** Messages in the order in which their thread shows them. */
export function placesOf(db: Db, places: readonly Place[]): Place[] {
  const time = prepared(db, "SELECT timestamp FROM messages WHERE message_id = ?").pluck();
  return places
    .map((place) => ({ place, at: Number(time.get(place.messageId) ?? 0) }))
    .sort((a, b) => a.at - b.at || a.place.seq - b.place.seq)
    .map(({ place }) => place);
}
