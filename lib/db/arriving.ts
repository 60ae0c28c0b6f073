import { asc, eq, sql } from "drizzle-orm";
import { contentOf } from "../core/claude/content.ts";
import type { Block } from "../core/message.ts";
import type { Db } from "./db.ts";
import { prepared, preparedQuery } from "./prepared.ts";
import { toBlock } from "./rows.ts";
import { blocks } from "./schema.ts";

/** The text of a block that is still arriving: the log's pieces in order, from the last replacement on. */
export function arrivingText(db: Db, messageId: string, position: number): string {
  const rows = prepared(
    db,
    "SELECT type, text FROM changes WHERE message_id = ? AND position = ? AND text IS NOT NULL ORDER BY seq",
  ).all(messageId, position) as { type: string; text: string }[];
  let pieces: string[] = [];
  for (const row of rows) {
    if (row.type === "replace") pieces = [];
    pieces.push(row.text);
  }
  return pieces.join("");
}

/** The blocks of a message in their order, with the text of the open ones as far as it has arrived. */
export function messageBlocks(db: Db, messageId: string): Block[] {
  return preparedQuery(db, blocksOf)
    .all({ messageId })
    .map((row) => {
      const block = toBlock(row);
      return block.state === "open" ? { ...block, text: arrivingText(db, messageId, block.position) } : block;
    });
}

const blocksOf = (db: Db) =>
  db
    .select()
    .from(blocks)
    .where(eq(blocks.messageId, sql.placeholder("messageId")))
    .orderBy(asc(blocks.position))
    .prepare();

/** What `messages.content` should hold by now: the answer's own text. */
export function arrivedContent(db: Db, messageId: string): string {
  return contentOf(messageBlocks(db, messageId));
}
