import type { Failure } from "../core/failure.ts";
import { SETTLED_SECONDS, type SettledAnswer } from "../core/settled-answer.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { asText, asTextOrNull, nowSeconds, parseJson } from "./rows.ts";

/** So many are shown at most. */
const SETTLED_ANSWERS = 24;
/** Runs that began earlier are not looked at: by the index of starts this costs what half a day has. */
const LONGEST_RUN_SECONDS = 12 * 3_600;

interface SettledRow {
  messageId: unknown;
  threadId: unknown;
  module: unknown;
  status: unknown;
  threadTitle: unknown;
  question: unknown;
  sessionId: string | null;
  startedAt: number;
  endedAt: number;
  costUsd: number | null;
  failure: string | null;
}

/** Answers of our own runs that ended a short while ago, the last one first. A withdrawn question had no answer. */
export function settledAnswers(db: Db): SettledAnswer[] {
  const now = nowSeconds();
  const rows = prepared(
    db,
    `SELECT runs.message_id AS messageId, runs.thread_id AS threadId, runs.module, status, title AS threadTitle,
         substr((SELECT content FROM messages WHERE message_id = runs.question_id), 1, 400) AS question,
         session_id AS sessionId, runs.started_at AS startedAt, ended_at AS endedAt, cost_usd AS costUsd, failure
       FROM runs JOIN messages USING (message_id) JOIN threads ON threads.thread_id = runs.thread_id
       WHERE runs.started_at > @earliest AND state = 'ended' AND origin IS NULL
         AND ended_at BETWEEN @since AND @now
         AND NOT (session_id IS NULL AND coalesce(failure, '') LIKE '%"stopped-by-user"%')
       ORDER BY ended_at DESC LIMIT @limit`,
  ).all({
    earliest: now - LONGEST_RUN_SECONDS,
    since: now - SETTLED_SECONDS,
    // The clock may have been set back a little.
    now: now + 60,
    limit: SETTLED_ANSWERS,
  }) as SettledRow[];
  return rows.map(toSettled);
}

function toSettled(row: SettledRow): SettledAnswer {
  const { sessionId, startedAt, endedAt, costUsd } = row;
  const failure = parseJson(row.failure) as Failure | null;
  return {
    messageId: asText(row.messageId),
    threadId: asText(row.threadId),
    module: asText(row.module),
    status: asTextOrNull(row.status) ?? "complete",
    threadTitle: asTextOrNull(row.threadTitle),
    question: asTextOrNull(row.question),
    run: {
      ...{ state: "ended", silentSince: null, sessionId, startedAt, endedAt, costUsd },
      failure: failure && { code: failure.code },
    },
  };
}
