import { OUTLINE_TEXT, type OutlinePart, type OutlineQuestion, outlineLine } from "../core/thread-outline.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { asText, asTime } from "./rows.ts";
import { findRunOf } from "./runs.ts";
import { type PlacedRow, requirePlace, rowsAfter, rowsBefore } from "./thread-places.ts";

/** A part of an outline ends after so many questions, or so many messages when few of them are questions. */
const MOST_QUESTIONS = 40;
const MOST_MESSAGES = 1_500;

interface Outlined {
  messageId: string;
  type: string;
  status: string;
}

/**
 * The questions before or after a message of a thread, in their order; a bounded number of them.
 * @throws SwitchboardError message-unknown, also when there is no such thread
 */
export function readOutline(db: Db, threadId: string, place: { at: "before" | "after"; messageId: string }) {
  return db.$client.transaction((): OutlinePart => {
    const from = requirePlace(db, threadId, place.messageId);
    const read = place.at === "before" ? rowsBefore : rowsAfter;
    const rows = read(db, threadId, from, MOST_MESSAGES);
    const all = rows.map((row) => ({ row, ...outlined(db, row.rowid) }));
    const nth = all.filter(({ type }) => type === "question")[MOST_QUESTIONS - 1];
    const end = nth ? all.indexOf(nth) + 1 : all.length;
    const part = all.slice(0, end);
    const next = nth || rows.length === MOST_MESSAGES ? (part.at(-1)?.messageId ?? null) : null;
    if (place.at === "before") part.reverse();
    return { questions: questionsOf(db, part), next };
  })();
}

/** From `message_order`: in `messages` the type stands behind a content that may be long. */
function outlined(db: Db, rowid: number): Outlined {
  const row = prepared(
    db,
    `SELECT m.message_id AS messageId, coalesce(o.type, m.type) AS type, coalesce(o.status, m.status, 'complete') AS status
       FROM messages AS m LEFT JOIN message_order AS o ON o.message_id = m.message_id WHERE m.rowid = ?`,
  ).get(rowid) as Record<keyof Outlined, unknown>;
  return { messageId: asText(row.messageId), type: asText(row.type), status: asText(row.status) };
}

function questionsOf(db: Db, part: readonly (Outlined & { row: PlacedRow })[]): OutlineQuestion[] {
  const text = prepared(db, `SELECT substr(CAST(content AS TEXT), 1, ${OUTLINE_TEXT}) FROM messages WHERE rowid = ?`);
  const questions: OutlineQuestion[] = [];
  let answer: OutlineQuestion["answer"] = null;
  for (const { row, messageId, type, status } of part.toReversed()) {
    if (type === "response") answer = { status, run: status === "complete" ? null : findRunOf(db, messageId) };
    if (type !== "question") continue;
    const question = outlineLine(asText(text.pluck().get(row.rowid)));
    questions.push({ messageId, question, timestamp: asTime(row.timestamp), answer });
    answer = null;
  }
  return questions.reverse();
}
