import { contentOf } from "../core/claude/content.ts";
import type { SearchableMessage } from "../core/search-document.ts";
import { matchesMessage } from "../core/search-scan.ts";
import { messageBlocks } from "./arriving.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { asText, asTextOrNull } from "./rows.ts";
import { pendingMessages } from "./search-index.ts";
import type { Place, Sought } from "./search-places.ts";

/** How many messages that the index doesn't know yet are read, newest first. */
const READ_PENDING = 200;
/** How many messages are looked through for signs, of which the index knows nothing. */
const LOOKED_THROUGH = 2_000;

/** Messages that match and that the index can't tell, newest first. */
export function readMatches(db: Db, sought: Sought): Place[] {
  const ids = new Set([...beingWritten(db), ...pendingMessages(db, READ_PENDING), ...withSigns(db, signsOf(sought))]);
  return [...ids].flatMap((id) => placeIfMatching(db, sought, id) ?? []).sort((a, b) => b.seq - a.seq);
}

/** What is sought that the index has no word for. */
export function signsOf({ groups }: Sought): string[] {
  return groups.flat().flatMap((term) => (term.excluded || term.words.length > 0 ? [] : [term.text.trim()]));
}

/** Answers that a run of ours is writing: they are in no index, and there are few of them. */
function beingWritten(db: Db): string[] {
  return prepared(db, "SELECT message_id FROM runs WHERE state <> 'ended'").pluck().all().map(String);
}

/** Of the newest messages, those that say any of some signs. */
function withSigns(db: Db, signs: readonly string[]): string[] {
  if (signs.length === 0) return [];
  return prepared(
    db,
    `SELECT newest.message_id FROM (SELECT message_id FROM message_order ORDER BY seq DESC LIMIT ${LOOKED_THROUGH}) AS newest
     JOIN messages USING (message_id)
     WHERE EXISTS (SELECT 1 FROM json_each(?) WHERE instr(CAST(content AS TEXT), value) > 0)`,
  )
    .pluck()
    .all(JSON.stringify(signs))
    .map(String);
}

interface StoredMessage {
  seq: number;
  at: number;
  thread_id: unknown;
  module: unknown;
  type: unknown;
  status: unknown;
  content: unknown;
}

function placeIfMatching(db: Db, sought: Sought, messageId: string): Place | null {
  const row = prepared(
    db,
    `SELECT o.seq, o.at, thread_id, m.module, m.type, m.status, CAST(content AS TEXT) AS content
     FROM messages AS m JOIN message_order AS o USING (message_id) WHERE message_id = ?`,
  ).get(messageId) as StoredMessage | undefined;
  if (!row || (sought.after !== null && row.at < sought.after)) return null;
  if (sought.before !== null && row.at >= sought.before) return null;
  return matchesMessage(sought.groups, sought.conditions, searchable(db, messageId, row))
    ? { seq: row.seq, at: row.at, messageId }
    : null;
}

/** A message as search reads it. The text of an answer of ours stands in its blocks while it arrives. */
function searchable(db: Db, messageId: string, row: StoredMessage): SearchableMessage {
  const blocks = messageBlocks(db, messageId);
  const status = asTextOrNull(row.status) ?? "complete";
  const stored = asText(row.content);
  return {
    threadId: asText(row.thread_id),
    module: asText(row.module),
    type: asText(row.type),
    status,
    content: status === "processing" ? contentOf(blocks) || stored : stored,
    blocks,
  };
}
