import { readFileSync } from "node:fs";
import type Database from "better-sqlite3";
import { parseIdentity } from "../../lib/claude/process-identity.ts";
import type { Printed } from "../fake-claude.ts";
import { PrintedText } from "../printed-text.mjs";
import { numberedPieces, type PlannedQuestion } from "./questions.ts";

/** An answer that has ended, as the database has it. */
export interface StoredAnswer {
  runId: string;
  messageId: string;
  threadId: string;
  status: string;
  content: string;
  question: string;
  process: string | null;
  failure: string | null;
}

export interface AnswerCheck {
  /** Characters that were printed, and so compared. */
  compared: number;
  lost: number;
  doubled: number;
  faults: string[];
}

export function storedAnswers(connection: Database.Database): StoredAnswer[] {
  return connection
    .prepare(
      `SELECT run_id AS runId, runs.message_id AS messageId, runs.thread_id AS threadId, answer.status AS status,
         answer.content AS content, question.content AS question, process, failure
       FROM runs JOIN messages AS answer ON answer.message_id = runs.message_id
         JOIN messages AS question ON question.message_id = runs.question_id WHERE runs.state = 'ended'`,
    )
    .all() as StoredAnswer[];
}

/** What may make an answer fail. */
export interface Excuses {
  question: PlannedQuestion | undefined;
  /** Pids of `claude` processes that were killed. */
  victims: ReadonlySet<number>;
  /** Ids of answers that were asked to be stopped. */
  stopped: ReadonlySet<string>;
}

/** Compares an answer with what its process printed: its spool is the truth, and its pieces are numbered. */
export function checkAnswer(answer: StoredAnswer, printed: Printed[], excuses: Excuses): AnswerCheck {
  const { victims, question, stopped } = excuses;
  const faults: string[] = [];
  const say = (fault: string) => faults.push(`${answer.status} answer ${answer.messageId}: ${fault}`);
  const pid = parseIdentity(answer.process)?.pid ?? 0;
  const tries = printed.filter((entry) => entry.question === answer.question);
  const own = tries.findLast((entry) => entry.pid === pid);
  const truth = own ? truthOf(own, printed) : { text: "", hasResult: false };
  const common = commonLength(truth.text, answer.content);
  const lost = truth.text.length - common;
  const doubled = answer.content.length - common;
  if (lost + doubled > 0) {
    const at = JSON.stringify([truth.text.slice(common, common + 40), answer.content.slice(common, common + 40)]);
    say(`${lost} characters lost, ${doubled} too many; printed and stored from ${common} on: ${at}`);
  }
  const pieces = numberedPieces(answer.content);
  if (pieces === null && answer.status === "complete") say("its pieces have gaps");
  if (answer.status === "complete" && question && pieces?.join() !== question.pieces.join())
    say(`it has ${pieces?.join()} pieces instead of ${question.pieces.join()}`);
  if (answer.status === "complete" && !truth.hasResult) say("no result was printed");
  const isExcused = question?.isToFail || victims.has(pid) || stopped.has(answer.messageId);
  if (answer.status !== "complete" && truth.hasResult && !isExcused) say(`a result was printed: ${answer.failure}`);
  else if (answer.status !== "complete" && !isExcused) say(`it had no reason to fail: ${answer.failure}`);
  const speaking = tries.filter((entry) => truthOf(entry, printed).said > 0);
  if (speaking.length > 1) say(`it was asked ${speaking.length} times, and answered each time`);
  return { compared: truth.text.length, lost, doubled, faults };
}

/** What a process printed for one question, by the file that it printed to. */
function truthOf(entry: Printed, printed: Printed[]): { text: string; hasResult: boolean; said: number } {
  const next = printed.find((other) => other.spool === entry.spool && other.turn === entry.turn + 1);
  const bytes = readFileSync(entry.spool).subarray(entry.from, next?.from);
  const text = new PrintedText();
  text.push(bytes);
  return { text: text.text, hasResult: text.hasResult, said: bytes.length };
}

function commonLength(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}
