import { contentOf } from "../core/claude/content.ts";
import type { Hit, SearchResult } from "../core/message.ts";
import { parseSearch, toMatchExpression } from "../core/search-expression.ts";
import { type TextSearch, textSearch } from "../core/text-match.ts";
import { messageBlocks } from "./arriving.ts";
import type { Db } from "./db.ts";
import { processingMessages } from "./messages.ts";
import { asText, asTextOrNull, asTime, boundedLimit } from "./rows.ts";

export interface SearchInput {
  /** As a person typed it: words, "phrases", -excluded, OR. Never a syntax error. */
  query: string;
  module?: string;
  status?: string;
  type?: string;
  /** At most this many hits (1 to 200; default 30). */
  limit?: number;
}

interface HitRow {
  message_id: string;
  thread_id: string;
  title: string | null;
  module: string;
  type: string;
  status: string | null;
  timestamp: number;
  content: string;
}

const COUNT_CAP = 1_000;
/** How many of the newest matches are ranked: ranking them all takes longer the more there are. */
const RANKED = 5_000;
/** How many messages a search reads whole, when it has no word that the index knows. */
const READ_WHOLE = 5_000;

const FILTERS = `(@module IS NULL OR module = @module) AND (@type IS NULL OR type = @type)
  AND (@status IS NULL OR coalesce(status, 'complete') = @status)`;
const MATCHES = `search_index JOIN message_order o ON o.seq = search_index.rowid
  JOIN messages m ON m.message_id = o.message_id WHERE search_index MATCH @match AND ${FILTERS}`;

const NOTHING: SearchResult = { hits: [], total: 0, totalIsCapped: false, modules: [] };

/** Finds messages: those that are still being written, then by relevance the newest of those in the index. */
export function searchMessages(db: Db, input: SearchInput): SearchResult {
  const groups = parseSearch(input.query);
  const match = toMatchExpression(groups);
  const inText = textSearch(groups);
  const limit = boundedLimit(input.limit, 30, 200);
  return db.$client.transaction(() => {
    const arriving = arrivingHits(db, inText, input);
    if (match === null) {
      const isWanted = groups.flat().some((term) => !term.excluded);
      return isWanted ? withoutIndex(db, inText, input, arriving, limit) : NOTHING;
    }
    const total = countMatches(db, { match, ...filters(input) }) + arriving.length;
    const found = matchingRows(db, { match, ...filters(input), limit }).map((row) => toHit(row, inText));
    return {
      hits: [...arriving, ...found].slice(0, limit),
      total: Math.min(total, COUNT_CAP),
      totalIsCapped: total >= COUNT_CAP,
      modules: matchingModules(db, match, arriving),
    };
  })();
}

/** Ranks before it reads the texts. FTS5's own snippet() takes time by the square of a word's number in a text. */
function matchingRows(db: Db, parameters: Record<string, unknown>): HitRow[] {
  return db.$client
    .prepare(
      `WITH newest AS (SELECT search_index.rowid AS seq, rank AS relevance FROM ${MATCHES}
         ORDER BY search_index.rowid DESC LIMIT ${RANKED}),
       best AS (SELECT seq, relevance FROM newest ORDER BY relevance, seq DESC LIMIT @limit)
       SELECT m.message_id, m.thread_id, t.title, m.module, m.type, m.status, m.timestamp,
         CAST(m.content AS TEXT) AS content
       FROM best JOIN message_order o ON o.seq = best.seq JOIN messages m ON m.message_id = o.message_id
       LEFT JOIN threads t ON t.thread_id = m.thread_id ORDER BY best.relevance, best.seq DESC`,
    )
    .all(parameters) as HitRow[];
}

function filters(input: SearchInput) {
  return { module: input.module ?? null, status: input.status ?? null, type: input.type ?? null };
}

function countMatches(db: Db, parameters: Record<string, unknown>): number {
  const count = `SELECT count(*) FROM (SELECT 1 FROM ${MATCHES} LIMIT ${COUNT_CAP})`;
  return Number(db.$client.prepare(count).pluck().get(parameters));
}

/** The modules among the newest thousand matches, for the filter. */
function matchingModules(db: Db, match: string, arriving: Hit[]): string[] {
  const indexed = db.$client
    .prepare(
      `SELECT DISTINCT module FROM (SELECT module FROM search_index
         JOIN message_order o ON o.seq = search_index.rowid JOIN messages m ON m.message_id = o.message_id
         WHERE search_index MATCH ? ORDER BY search_index.rowid DESC LIMIT ${COUNT_CAP})`,
    )
    .pluck()
    .all(match) as string[];
  return [...new Set([...indexed, ...arriving.map((hit) => hit.module)])].sort();
}

/** Answers that are being written are in no index yet; there are few of them. */
function arrivingHits(db: Db, inText: TextSearch, input: SearchInput): Hit[] {
  return processingMessages(db).flatMap((message) => {
    if (input.module !== undefined && message.module !== input.module) return [];
    if (input.status !== undefined && message.status !== input.status) return [];
    if (input.type !== undefined && message.type !== input.type) return [];
    const text = contentOf(messageBlocks(db, message.messageId)) || message.content;
    if (!inText.matches(text)) return [];
    const title = db.$client.prepare("SELECT title FROM threads WHERE thread_id = ?").pluck().get(message.threadId);
    const { messageId, threadId, module, type, status, timestamp } = message;
    const threadTitle = typeof title === "string" ? title : null;
    return [{ messageId, threadId, threadTitle, module, type, status, timestamp, snippet: inText.snippet(text) }];
  });
}

/** A search of nothing but signs ("++") has no word to look up: reads the newest messages instead. */
function withoutIndex(db: Db, inText: TextSearch, input: SearchInput, arriving: Hit[], limit: number): SearchResult {
  const rows = db.$client
    .prepare(
      `SELECT m.message_id, m.thread_id, t.title, m.module, m.type, m.status, m.timestamp,
         CAST(m.content AS TEXT) AS content
       FROM message_order o JOIN messages m ON m.message_id = o.message_id
       LEFT JOIN threads t ON t.thread_id = m.thread_id
       WHERE ${FILTERS} AND status IS NOT 'processing' ORDER BY o.seq DESC LIMIT ${READ_WHOLE}`,
    )
    .iterate(filters(input)) as IterableIterator<HitRow>;
  const hits = [...arriving];
  let read = 0;
  for (const row of rows) {
    read += 1;
    if (inText.matches(row.content)) hits.push(toHit(row, inText));
  }
  const modules = [...new Set(hits.map((hit) => hit.module))].sort();
  return { hits: hits.slice(0, limit), total: hits.length, totalIsCapped: read === READ_WHOLE, modules };
}

function toHit(row: HitRow, inText: TextSearch): Hit {
  return {
    messageId: asText(row.message_id),
    threadId: asText(row.thread_id),
    threadTitle: asTextOrNull(row.title),
    module: asText(row.module),
    type: asText(row.type),
    status: asTextOrNull(row.status) ?? "complete",
    timestamp: asTime(row.timestamp),
    snippet: inText.snippet(row.content),
  };
}
