import { randomUUID } from "node:crypto";
import type Database from "better-sqlite3";
import type { Failure } from "../lib/core/failure.ts";
import type { RunState } from "../lib/core/message.ts";

/** An answer that stands still, so that a test or a picture can look at it for as long as it likes. */
export interface StandingAnswer {
  threadId: string;
  question: string;
  module?: string;
  state: RunState;
  /** Seconds since it was asked. */
  age?: number;
  silentSeconds?: number;
  activity?: string;
  text?: string;
  /** What ended it; `state` is "ended" then. */
  failure?: Partial<Failure> & Pick<Failure, "code" | "message">;
  /** Whether it never had a process. */
  neverBegun?: boolean;
}

let newest = 0;

/** Now, and later than any time that was given before: what is newest first has one order. */
function nextTime(): number {
  newest = Math.max(Date.now() / 1000, newest + 0.01);
  return newest;
}

/** Begins a thread as another program does. @returns its id */
export function addThread(db: Database.Database, title: string, module = "orders"): string {
  const threadId = randomUUID();
  const now = nextTime();
  db.prepare("INSERT INTO threads VALUES (?, ?, ?, ?, ?, NULL)").run(
    threadId,
    title,
    JSON.stringify([module]),
    now,
    now,
  );
  return threadId;
}

/** Writes a question, its answer and a run that no process follows: it has no place in a spool. @returns the answer's id */
export function addStanding(db: Database.Database, answer: StandingAnswer): string {
  const { threadId, module = "orders", state, age = 12 } = answer;
  const [questionId, messageId, runId] = [randomUUID(), randomUUID(), randomUUID()];
  const asked = Date.now() / 1000 - age;
  const status = state !== "ended" ? "processing" : answer.failure ? "failed" : "complete";
  const insert = db.prepare("INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, NULL)");
  insert.run(questionId, threadId, module, answer.question, "question", asked, "complete");
  insert.run(messageId, threadId, module, answer.text ?? "", "response", asked + 0.001, status);
  db.prepare(
    `INSERT INTO runs (run_id, message_id, question_id, thread_id, module, cwd, state, queued_at, started_at, ended_at,
       silent_since, activity, session_id, model, failure, spool_dir, resumed, warm)
     VALUES (?, ?, ?, ?, ?, '/srv/modules', ?, ?, ?, ?, ?, ?, ?, ?, ?, '/nowhere', 0, 0)`,
  ).run(
    ...[runId, messageId, questionId, threadId, module, state, asked, asked, state === "ended" ? asked + 9 : null],
    answer.silentSeconds === undefined ? null : Date.now() / 1000 - answer.silentSeconds,
    answer.activity ?? null,
    ...(state === "queued" || answer.neverBegun ? [null, null] : [randomUUID(), "claude-sonnet-4-5-20250929"]),
    answer.failure ? JSON.stringify(wholeFailure(answer.failure)) : null,
  );
  if (state === "queued") {
    db.prepare("INSERT INTO queued_questions (run_id, prompt) VALUES (?, ?)").run(runId, answer.question);
  }
  tellOfRun(db, messageId);
  return messageId;
}

/** Says of a run that its process has been silent for so many seconds. */
export function setSilent(db: Database.Database, threadId: string, seconds: number): void {
  const messageId = db
    .prepare("UPDATE runs SET silent_since = ? WHERE thread_id = ? AND state = 'running' RETURNING message_id")
    .pluck()
    .get(Date.now() / 1000 - seconds, threadId);
  tellOfRun(db, String(messageId));
}

/** Ends a standing answer as its run would. */
export function endStanding(
  db: Database.Database,
  messageId: string,
  failure: StandingAnswer["failure"] | null = null,
): void {
  const end = db.transaction(() => {
    db.prepare("UPDATE messages SET status = ? WHERE message_id = ?").run(failure ? "failed" : "complete", messageId);
    db.prepare("UPDATE runs SET state = 'ended', ended_at = ?, failure = ? WHERE message_id = ?").run(
      ...[Date.now() / 1000, failure ? JSON.stringify(wholeFailure(failure)) : null, messageId],
    );
    tellOfRun(db, messageId);
  });
  end.immediate();
}

function tellOfRun(db: Database.Database, messageId: string): void {
  db.prepare(
    `INSERT INTO changes (type, thread_id, message_id, at)
     SELECT 'run', thread_id, message_id, ? FROM runs WHERE message_id = ?`,
  ).run(Date.now() / 1000, messageId);
}

function wholeFailure(failure: NonNullable<StandingAnswer["failure"]>): Failure {
  return { hint: null, apiKind: null, apiStatus: null, stderrTail: null, exitCode: null, signal: null, ...failure };
}
