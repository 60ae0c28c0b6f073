import type { Block, BlockKind } from "../core/message.ts";
import type { WindowMessage } from "../core/thread-window.ts";
import { arrivingText } from "./arriving.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { asText, toMessage } from "./rows.ts";
import { findRunOf } from "./runs.ts";

/** Of a long text the beginning, in characters: of what Claude says more, since it isn't folded. */
const TEXT_HEAD = { most: 48_000, least: 2_000, ofMessage: 200_000 };
const FOLDED_HEAD = { most: 12_000, least: 600, ofMessage: 120_000 };

/** What a message costs a page besides its text, in characters: its frame, and each of its blocks. */
const FRAME_COST = 1_500;
const BLOCK_COST = 800;

/** How long the texts of a message may be in a window: the more blocks there are, the shorter. */
interface Heads {
  text: number;
  folded: number;
}

interface BlockCounts {
  texts: number;
  others: number;
  textSize: number;
  otherSize: number;
}

/** About what it costs to send and draw a message, in characters. */
export function costOf(db: Db, rowid: number): number {
  const counts = countBlocks(db, rowid);
  const blocks = counts.texts + counts.others;
  const content = prepared(db, "SELECT octet_length(content) FROM messages WHERE rowid = ?").pluck().get(rowid);
  const said = blocks === 0 ? Math.min(Number(content), TEXT_HEAD.most) : counts.textSize + counts.otherSize;
  return FRAME_COST + BLOCK_COST * blocks + said;
}

/** A message with what belongs to it, of long texts only the beginning. @param rowid of this transaction */
export function readMessageHead(db: Db, rowid: number, readAt: number): WindowMessage {
  const row = prepared(
    db,
    `SELECT message_id AS messageId, thread_id AS threadId, module, type, timestamp, status, metadata,
       octet_length(content) AS size,
       CASE WHEN octet_length(content) > ${TEXT_HEAD.most} THEN substr(content, 1, ${TEXT_HEAD.most}) ELSE content END AS content
     FROM messages WHERE rowid = ?`,
  ).get(rowid) as Parameters<typeof toMessage>[0] & { size: number };
  const message = toMessage(row);
  const blocks = readBlockHeads(db, row.messageId, headsFor(countBlocks(db, rowid)));
  const run = findRunOf(db, message.messageId);
  // Its blocks say it already.
  if (message.type === "response" && blocks.length > 0) return { ...message, content: "", blocks, run, readAt };
  return { ...message, ...wholeSize(message.content, row.size), blocks, run, readAt };
}

function countBlocks(db: Db, rowid: number): BlockCounts {
  return prepared(
    db,
    `SELECT count(*) FILTER (WHERE kind = 'text') AS texts, count(*) FILTER (WHERE kind <> 'text') AS others,
       coalesce(sum(min(octet_length(text), ${TEXT_HEAD.most})) FILTER (WHERE kind = 'text'), 0) AS textSize,
       coalesce(sum(min(octet_length(text), ${FOLDED_HEAD.most})) FILTER (WHERE kind <> 'text'), 0) AS otherSize
     FROM blocks WHERE message_id = (SELECT message_id FROM messages WHERE rowid = ?)`,
  ).get(rowid) as BlockCounts;
}

function headsFor({ texts, others }: BlockCounts): Heads {
  return { text: share(TEXT_HEAD, texts), folded: share(FOLDED_HEAD, others) };
}

function share({ most, least, ofMessage }: typeof TEXT_HEAD, count: number): number {
  return Math.floor(Math.min(most, Math.max(least, ofMessage / Math.max(1, count))));
}

interface BlockHeadRow {
  position: number;
  kind: BlockKind;
  state: Block["state"];
  name: string | null;
  toolUseId: string | null;
  parentToolUseId: string | null;
  isError: number;
  text: string;
  size: number;
}

function readBlockHeads(db: Db, messageId: unknown, heads: Heads): Block[] {
  const rows = prepared(
    db,
    `SELECT position, kind, state, name, tool_use_id AS toolUseId, parent_tool_use_id AS parentToolUseId,
       is_error AS isError, octet_length(text) AS size,
       CASE WHEN octet_length(text) > head THEN substr(text, 1, head) ELSE text END AS text
     FROM (SELECT *, CASE WHEN state = 'open' THEN 1e9 WHEN kind = 'text' THEN @text ELSE @folded END AS head
       FROM blocks WHERE message_id = @messageId) ORDER BY position`,
  ).all({ messageId, ...heads }) as BlockHeadRow[];
  const id = asText(messageId);
  return rows.map(({ size, isError, text, ...row }) => ({
    messageId: id,
    ...row,
    isError: isError !== 0,
    // All of it while it is open: what arrives is added to it.
    text: row.state === "open" ? arrivingText(db, id, row.position) : text,
    ...(row.state === "open" ? {} : wholeSize(text, size)),
  }));
}

function wholeSize(text: string, size: number): { wholeSize?: number } {
  return text.length < size && Buffer.byteLength(text) < size ? { wholeSize: size } : {};
}
