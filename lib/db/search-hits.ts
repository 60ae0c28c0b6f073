import { contentOf } from "../core/claude/content.ts";
import { searchedTexts } from "../core/search-document.ts";
import { toMatchExpression } from "../core/search-expression.ts";
import { HIT_PLACES, type Hit, type ThreadHit } from "../core/search-result.ts";
import type { TextSearch } from "../core/text-match.ts";
import { messageBlocks } from "./arriving.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { asText, asTextOrNull, asTime } from "./rows.ts";
import type { Place, Sought } from "./search-places.ts";

/** A longer title is cut, in characters. */
const LONG_TITLE = 300;
/** How many threads are told whose title matches. */
const THREADS = 3;

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

/** Reads the messages at some places, with the part of each that matches. */
export function readHits(db: Db, places: readonly Place[], inText: TextSearch): Hit[] {
  const read = prepared(
    db,
    `SELECT m.message_id, m.thread_id, t.title, m.module, m.type, m.status, m.timestamp,
       CAST(m.content AS TEXT) AS content
     FROM messages AS m LEFT JOIN threads AS t ON t.thread_id = m.thread_id WHERE m.message_id = ?`,
  );
  return places.flatMap(({ messageId }) => {
    const row = read.get(messageId) as HitRow | undefined;
    return row ? [toHit(db, row, inText)] : [];
  });
}

function toHit(db: Db, row: HitRow, inText: TextSearch): Hit {
  const messageId = asText(row.message_id);
  const status = asTextOrNull(row.status) ?? "complete";
  return {
    messageId,
    threadId: asText(row.thread_id),
    threadTitle: asTextOrNull(row.title),
    module: asText(row.module),
    type: asText(row.type),
    status,
    timestamp: asTime(row.timestamp),
    ...snippetOf(db, { messageId, status, content: asText(row.content) }, inText),
  };
}

/** What the answer says comes before what its tools printed and what it thought. */
function snippetOf(
  db: Db,
  { messageId, status, content }: { messageId: string; status: string; content: string },
  inText: TextSearch,
): Pick<Hit, "where" | "snippet"> {
  const said = status === "processing" ? null : inText.snippet(content);
  if (said) return { where: "content", snippet: said };
  const blocks = messageBlocks(db, messageId);
  const texts = searchedTexts({ content: status === "processing" ? contentOf(blocks) || content : content, blocks });
  for (const where of HIT_PLACES) {
    const snippet = inText.snippet(texts[where]);
    if (snippet) return { where, snippet };
  }
  return { where: "content", snippet: inText.beginning(texts.content) };
}

/** Threads whose title has the words, newest first. Filters are about messages: with any, no title counts. */
export function threadHits(db: Db, sought: Sought, inText: TextSearch): ThreadHit[] {
  const match = toMatchExpression(sought.groups);
  if (match === null || sought.conditions.length > 0 || sought.before !== null || sought.after !== null) return [];
  const rows = prepared(
    db,
    `SELECT t.thread_id, t.title, coalesce(t.updated_at, t.created_at) AS at FROM (
       SELECT rowid AS seq FROM title_index WHERE title_index MATCH ? ORDER BY rowid DESC LIMIT 40) AS found
     JOIN thread_order AS o ON o.seq = found.seq JOIN threads AS t ON t.thread_id = o.thread_id
     WHERE NOT EXISTS (SELECT 1 FROM title_pending AS p WHERE p.seq = found.seq)
     ORDER BY at DESC LIMIT ${THREADS}`,
  ).all(match) as { thread_id: unknown; title: unknown; at: unknown }[];
  return rows.map((row) => {
    const title = asTextOrNull(row.title) ?? "";
    return {
      threadId: asText(row.thread_id),
      title: title.length > LONG_TITLE ? (inText.snippet(title) ?? inText.beginning(title)) : inText.whole(title),
      lastActivityAt: asTime(row.at),
    };
  });
}
