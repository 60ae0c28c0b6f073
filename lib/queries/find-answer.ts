import { SwitchboardError } from "../core/failure.ts";
import type { Db } from "../db/db.ts";
import { answerTo, type IdMatch, idsLike, newestAnswer, unendedAnswers } from "../db/status.ts";

/** Fewer characters of an id than this don't name anything. */
const LEAST = 6;

/**
 * The answer that an id means: that of a message, or of a thread (its newest answer), whole or its unique beginning.
 * A question stands for its answer.
 * @throws SwitchboardError message-unknown, input-invalid
 */
export function findAnswer(db: Db, id: string): string {
  const match = findOne(id, idsLike(db, id));
  if (match.kind === "message") return answerTo(db, match.id) ?? match.id;
  const newest = newestAnswer(db, match.id);
  if (newest !== null) return newest;
  throw unknown(`The thread ${match.id} has no answer yet.`);
}

/**
 * The answers to stop that an id means: that of a message, or all that are being written in a thread.
 * @throws SwitchboardError message-unknown, input-invalid
 */
export function findAnswersToStop(db: Db, id: string): string[] {
  const match = findOne(id, idsLike(db, id));
  const unended = match.kind === "thread" ? unendedAnswers(db, match.id) : [];
  return unended.length > 0 ? unended : [findAnswer(db, match.id)];
}

/**
 * The thread that an id means, whole or its unique beginning.
 * @throws SwitchboardError thread-unknown, input-invalid
 */
export function findThreadId(db: Db, id: string): string {
  const threads = idsLike(db, id).filter(({ kind }) => kind === "thread");
  if (threads.length === 0 && id.length >= LEAST) {
    throw new SwitchboardError("thread-unknown", `There is no thread ${id}.`, {
      hint: "Leave --thread out to begin a new one; the dashboard's address of a thread ends with its id.",
      field: "threadId",
    });
  }
  return findOne(id, threads).id;
}

function findOne(id: string, matches: IdMatch[]): IdMatch {
  const exact = matches.find((match) => match.id === id);
  if (exact) return exact;
  if (id.length < LEAST) {
    throw new SwitchboardError("input-invalid", `“${id}” is too short for an id.`, {
      hint: `Give at least ${LEAST} characters of the id of a message or thread; switchboard status shows them.`,
      field: "id",
    });
  }
  const [only, ...more] = matches;
  if (!only) throw unknown(`There is no message and no thread ${id}.`);
  if (more.length === 0) return only;
  throw new SwitchboardError("input-invalid", `“${id}” is how several ids begin.`, {
    hint: `Give more of it: ${matches.map((match) => `${match.kind} ${match.id}`).join(", ")}.`,
    field: "id",
  });
}

function unknown(message: string): SwitchboardError {
  const hint = "switchboard status shows what is being answered; the dashboard shows all threads.";
  return new SwitchboardError("message-unknown", message, { hint, field: "id" });
}
