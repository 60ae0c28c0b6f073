import { topicWord } from "../core/search-document.ts";
import type { SearchTerm } from "../core/search-expression.ts";
import { STOP_WORDS } from "../core/stop-words.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { matchOf } from "./search-match.ts";
import { COUNT_CAP, matchesIn, type Place, type Sought } from "./search-places.ts";

/**
 * Ranking all matches of a common word takes longer the more there are: a fifth of a second in 200,000 messages for
 * FTS5's own. So some hundred candidates are ranked: of the whole history those that are about the words, and the newest
 * that have them anywhere. Not those that have them as one phrase: where common words seldom stand together, FTS5 goes
 * through all that have them (a third of a second in a million messages); quotes ask for that.
 */
const ABOUT = 120;
/** How much of each is looked at, in characters. */
const LOOKED_AT = 2_000;
const BEGINNING = 200;
const DAY = 86_400;

/**
 * The messages that match best, best first; some hundred at most.
 * @param newest places of the newest that match
 */
export function bestFirst(db: Db, sought: Sought, newest: readonly number[]): Place[] {
  const candidates = new Map<number, Candidate>();
  const add = (seqs: readonly number[], about: boolean) => {
    for (const seq of seqs) candidates.set(seq, { seq, about });
  };
  add(newest, false);
  if (newest.length >= COUNT_CAP) {
    const anywhere = matchOf(db, sought.groups, sought);
    const topics = matchOf(db, asTopics(sought.groups), { conditions: [] });
    // A topic is one word: a phrase and what is excluded stand in the other part.
    if (topics !== null) add(matchesIn(db, sought, `(${anywhere} AND ${topics})`, ABOUT, null), true);
  }
  return rank(db, [...candidates.values()], sought.groups);
}

interface Candidate {
  seq: number;
  /** Whether the words are what it is about. */
  about: boolean;
}

/** No message is about "the": only the words that tell something. A topic has words, not phrases. */
function asTopics(groups: readonly SearchTerm[][]): SearchTerm[][] {
  return groups.flatMap((group) => {
    const wanted = group.flatMap((term) =>
      term.excluded
        ? []
        : term.words.map((word, nth) => ({
            ...term,
            words: [word],
            prefix: term.prefix && nth === term.words.length - 1,
          })),
    );
    const telling = wanted
      .filter(({ words: [word = ""] }) => !STOP_WORDS.has(word))
      .map((term) => ({ ...term, words: term.words.map(topicWord) }));
    return telling.length > 0 ? [telling] : [];
  });
}

interface Looked {
  message_id: unknown;
  type: string;
  at: number;
  text: string;
  title: string;
}

function rank(db: Db, candidates: readonly Candidate[], groups: readonly SearchTerm[][]): Place[] {
  const look = prepared(
    db,
    `SELECT o.message_id, o.type, o.at, substr(CAST(m.content AS TEXT), 1, ${LOOKED_AT}) AS text,
       coalesce(CAST(t.title AS TEXT), '') AS title
     FROM message_order AS o JOIN messages AS m ON m.message_id = o.message_id
     LEFT JOIN threads AS t ON t.thread_id = m.thread_id WHERE o.seq = ?`,
  );
  const wanted = groups.flat().filter((term) => !term.excluded && term.words.length > 0);
  const patterns = wanted.map((term) => ({ term, pattern: patternOf(term) }));
  const now = Date.now() / 1000;
  return candidates
    .flatMap((candidate) => {
      const row = look.get(candidate.seq) as Looked | undefined;
      if (!row) return [];
      const place: Place = { seq: candidate.seq, at: row.at, messageId: String(row.message_id) };
      return [{ place, score: scoreOf(candidate, row, patterns, now) }];
    })
    .sort((a, b) => b.score - a.score || b.place.seq - a.place.seq)
    .map(({ place }) => place);
}

/** Finds the letters of a term as they are usually written: for an order, near enough. */
function patternOf({ text, prefix }: SearchTerm): RegExp {
  const words = text.match(/[\p{L}\p{N}_]+/gu) ?? [text];
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("[^\\p{L}\\p{N}_]+");
  return new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}${prefix ? "" : "(?![\\p{L}\\p{N}_])"}`, "giu");
}

/**
 * How often each term occurs, with less and less gain (as in BM25), more at the beginning; whether they stand together;
 * whether they are what it is about; whether the thread is called so; a little for being new.
 */
function scoreOf(
  { about }: Candidate,
  { text, title, at, type }: Looked,
  patterns: readonly { pattern: RegExp }[],
  now: number,
): number {
  let score = 1 / (1 + Math.max(0, now - at) / (30 * DAY));
  const length = 0.4 + 0.6 * (text.length / 1_000);
  const firsts: number[] = [];
  for (const { pattern } of patterns) {
    const places = [...text.matchAll(pattern)].map((match) => match.index);
    const [first] = places;
    if (first !== undefined) firsts.push(first);
    score += (2.2 * places.length) / (places.length + 1.2 * length);
    if (first !== undefined && first < BEGINNING) score += 0.5;
    if (title.match(pattern)) score += 0.6;
  }
  const spread = Math.max(...firsts) - Math.min(...firsts);
  if (patterns.length > 1 && firsts.length === patterns.length) score += 2.5 / (1 + spread / 50);
  if (about) score += 1.5;
  return type === "question" || type === "response" ? score + 0.2 : score;
}
