import { contentOf } from "../core/claude/content.ts";
import type { Hit, SearchResult } from "../core/message.ts";
import { matchesText, parseSearch, type SearchTerm, snippetOf, toMatchExpression } from "../core/search-expression.ts";
import { messageBlocks } from "./arriving.ts";
import type { Db } from "./client.ts";
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
  snippet: string;
}

const COUNT_CAP = 1_000;
/** Characters no text that is shown has; they mark the matched words within FTS5's snippet. */
const MARK_START = "\u0002";
const MARK_END = "\u0003";

const FILTERS = `(@module IS NULL OR module = @module) AND (@type IS NULL OR type = @type)
  AND (@status IS NULL OR coalesce(status, 'complete') = @status)`;

/** Finds messages: those in the index by relevance, after those that are still being written. */
export function searchMessages(db: Db, input: SearchInput): SearchResult {
  const groups = parseSearch(input.query);
  const match = toMatchExpression(groups);
  const limit = boundedLimit(input.limit, 30, 200);
  return db.$client.transaction(() => {
    const arriving = arrivingHits(db, groups, input);
    if (match === null) return withoutIndex(db, groups, input, arriving, limit);
    const parameters = { match, ...filters(input), limit };
    const rows = db.$client
      .prepare(
        `SELECT m.message_id, m.thread_id, t.title, m.module, m.type, m.status, m.timestamp,
           snippet(search_index, 0, char(2), char(3), '…', 32) AS snippet
         FROM search_index
         JOIN message_order o ON o.seq = search_index.rowid
         JOIN messages m ON m.message_id = o.message_id
         LEFT JOIN threads t ON t.thread_id = m.thread_id
         WHERE search_index MATCH @match AND ${FILTERS} ORDER BY rank LIMIT @limit`,
      )
      .all(parameters) as HitRow[];
    const total = countMatches(db, parameters) + arriving.length;
    const hits = [...arriving, ...rows.map(toHit)].slice(0, limit);
    return {
      hits,
      total: Math.min(total, COUNT_CAP),
      totalIsCapped: total >= COUNT_CAP,
      modules: matchingModules(db, match, arriving),
    };
  })();
}

function filters(input: SearchInput) {
  return { module: input.module ?? null, status: input.status ?? null, type: input.type ?? null };
}

function countMatches(db: Db, parameters: Record<string, unknown>): number {
  return Number(
    db.$client
      .prepare(
        `SELECT count(*) FROM (SELECT 1 FROM search_index
           JOIN message_order o ON o.seq = search_index.rowid JOIN messages m ON m.message_id = o.message_id
           WHERE search_index MATCH @match AND ${FILTERS} LIMIT ${COUNT_CAP})`,
      )
      .pluck()
      .get(parameters),
  );
}

/** The modules among the newest thousand matches, for the filter. */
function matchingModules(db: Db, match: string, arriving: Hit[]): string[] {
  const indexed = db.$client
    .prepare(
      `SELECT DISTINCT module FROM (SELECT module FROM search_index
         JOIN message_order o ON o.seq = search_index.rowid JOIN messages m ON m.message_id = o.message_id
         WHERE search_index MATCH ? LIMIT ${COUNT_CAP})`,
    )
    .pluck()
    .all(match) as string[];
  return [...new Set([...indexed, ...arriving.map((hit) => hit.module)])].sort();
}

/** Answers that are being written are in no index yet; there are few of them. */
function arrivingHits(db: Db, groups: SearchTerm[][], input: SearchInput): Hit[] {
  return processingMessages(db).flatMap((message) => {
    if (input.module !== undefined && message.module !== input.module) return [];
    if (input.status !== undefined && message.status !== input.status) return [];
    if (input.type !== undefined && message.type !== input.type) return [];
    const text = contentOf(messageBlocks(db, message.messageId)) || message.content;
    if (!matchesText(groups, text)) return [];
    const title = db.$client.prepare("SELECT title FROM threads WHERE thread_id = ?").pluck().get(message.threadId);
    const { messageId, threadId, module, type, status, timestamp } = message;
    const threadTitle = typeof title === "string" ? title : null;
    return [{ messageId, threadId, threadTitle, module, type, status, timestamp, snippet: snippetOf(groups, text) }];
  });
}

/** A search of nothing but signs ("++") has no word to look up: reads the newest messages instead. */
function withoutIndex(
  db: Db,
  groups: SearchTerm[][],
  input: SearchInput,
  arriving: Hit[],
  limit: number,
): SearchResult {
  if (groups.length === 0) return { hits: [], total: 0, totalIsCapped: false, modules: [] };
  const rows = db.$client
    .prepare(
      `SELECT m.message_id, m.thread_id, t.title, m.module, m.type, m.status, m.timestamp, CAST(m.content AS TEXT) AS snippet
       FROM message_order o JOIN messages m ON m.message_id = o.message_id LEFT JOIN threads t ON t.thread_id = m.thread_id
       WHERE ${FILTERS} AND status IS NOT 'processing' ORDER BY o.seq DESC LIMIT 5000`,
    )
    .all(filters(input)) as HitRow[];
  const found = rows.filter((row) => matchesText(groups, row.snippet));
  const hits = [...arriving, ...found.map((row) => ({ ...toHit(row), snippet: snippetOf(groups, row.snippet) }))];
  const modules = [...new Set(hits.map((hit) => hit.module))].sort();
  return { hits: hits.slice(0, limit), total: hits.length, totalIsCapped: rows.length === 5000, modules };
}

function toHit(row: HitRow): Hit {
  return {
    messageId: asText(row.message_id),
    threadId: asText(row.thread_id),
    threadTitle: asTextOrNull(row.title),
    module: asText(row.module),
    type: asText(row.type),
    status: asTextOrNull(row.status) ?? "complete",
    timestamp: asTime(row.timestamp),
    snippet: toPieces(asText(row.snippet)),
  };
}

function toPieces(snippet: string): Hit["snippet"] {
  return snippet.split(MARK_START).flatMap((part, index) => {
    if (index === 0) return part ? [{ text: part, marked: false }] : [];
    const [marked = "", ...rest] = part.split(MARK_END);
    const after = rest.join("");
    return [{ text: marked, marked: true }, ...(after ? [{ text: after, marked: false }] : [])];
  });
}
