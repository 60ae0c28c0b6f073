import type { ChainLink } from "../core/chain.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";

/** A run as those that it asks need to know it. */
export interface ChainRun {
  runId: string;
  threadId: string;
  module: string;
  cwd: string;
  /** 1 when it has ended, or is being stopped. */
  isOver: 0 | 1;
  asker: string | null;
  parentRunId: string | null;
  rootRunId: string | null;
  depth: number;
  chainBudgetUsd: number | null;
}

const CHAIN_RUN = `run_id AS runId, thread_id AS threadId, module, cwd, asker,
  state = 'ended' OR stop_requested_at IS NOT NULL AS isOver, parent_run_id AS parentRunId,
  root_run_id AS rootRunId, depth, chain_budget_usd AS chainBudgetUsd`;

/**
 * The run that a process of Claude Code answers just now. One that is kept for follow-ups is known by its first run.
 * @returns null when it answers none
 */
export function answeringRun(db: Db, firstRunId: string): ChainRun | null {
  const found = prepared(
    db,
    `SELECT ${CHAIN_RUN} FROM runs WHERE origin IS NULL AND state <> 'ended' AND state <> 'queued'
       AND (thread_id, module, cwd) IN (SELECT thread_id, module, cwd FROM runs WHERE run_id = ?)`,
  ).get(firstRunId);
  return (found as ChainRun | undefined) ?? null;
}

/** A run and those above it in its chain, the run itself first. */
export function lineOfRun(db: Db, runId: string): ChainRun[] {
  return prepared(
    db,
    `WITH RECURSIVE line (id, level) AS (
       SELECT ?, 0 UNION SELECT parent_run_id, level + 1 FROM runs JOIN line ON run_id = id
         WHERE parent_run_id IS NOT NULL AND level < 100)
     SELECT ${CHAIN_RUN} FROM line JOIN runs ON run_id = id ORDER BY level`,
  ).all(runId) as ChainRun[];
}

/** Whether a run still answers, so that something can be asked for it. */
export function isAnswering(db: Db, runId: string): boolean {
  const find = "SELECT 1 FROM runs WHERE run_id = ? AND state <> 'ended' AND stop_requested_at IS NULL";
  return prepared(db, find).get(runId) !== undefined;
}

/** What all queries of a chain have cost so far, in US dollars, as far as it is known. */
export function chainCost(db: Db, rootRunId: string): number {
  const sum = "SELECT coalesce(sum(cost_usd), 0) FROM runs WHERE run_id = @root OR root_run_id = @root";
  return Number(prepared(db, sum).pluck().get({ root: rootRunId }));
}

/** The messages that are being written below a run in its chain, or wait to be; the deepest first. */
export function openBelow(db: Db, runId: string, onlyAwaited = false): string[] {
  return prepared(
    db,
    `WITH RECURSIVE below (id, level) AS (
       SELECT run_id, 1 FROM runs WHERE parent_run_id = @runId AND (awaited = 1 OR NOT @onlyAwaited)
       UNION SELECT run_id, level + 1 FROM runs JOIN below ON parent_run_id = id WHERE level < 100)
     SELECT message_id FROM below JOIN runs ON run_id = id WHERE state <> 'ended' ORDER BY level DESC`,
  )
    .pluck()
    .all({ runId, onlyAwaited: onlyAwaited ? 1 : 0 }) as string[];
}

/** Whether a run waits for the answer of a module that it asked. */
export function waitsForAnswer(db: Db, runId: string): boolean {
  const find = "SELECT 1 FROM runs WHERE parent_run_id = ? AND awaited = 1 AND state <> 'ended' LIMIT 1";
  return prepared(db, find).get(runId) !== undefined;
}

/** Chains longer than this are shown up to here. */
const MOST_LINKS = 500;

const LINKS = `SELECT runs.run_id AS runId, parent_run_id AS parentRunId, coalesce(root_run_id, runs.run_id) AS rootRunId,
    runs.thread_id AS threadId, runs.message_id AS messageId, question_id AS questionId, asker, runs.module, depth, state,
    coalesce((SELECT status FROM message_order AS o WHERE o.message_id = runs.message_id), 'complete') AS status,
    coalesce(substr(CAST(q.content AS TEXT), 1, 200), '') AS question, started_at AS startedAt, ended_at AS endedAt,
    cost_usd AS costUsd, json_extract(failure, '$.code') AS failure
  FROM runs LEFT JOIN messages AS q ON q.message_id = runs.question_id`;

/** All queries of the chains that a thread has a part in; none when nobody there was asked by a module. */
export function chainsOfThread(db: Db, threadId: string): ChainLink[] {
  return prepared(
    db,
    `WITH roots (id) AS (SELECT DISTINCT root_run_id FROM runs WHERE thread_id = @threadId AND root_run_id IS NOT NULL
       UNION SELECT run_id FROM runs WHERE thread_id = @threadId AND asker IS NOT NULL AND root_run_id IS NULL
       UNION SELECT run_id FROM runs AS r WHERE thread_id = @threadId
         AND EXISTS (SELECT 1 FROM runs AS c WHERE c.root_run_id = r.run_id))
     ${LINKS} WHERE runs.run_id IN roots OR root_run_id IN roots ORDER BY started_at LIMIT ${MOST_LINKS}`,
  ).all({ threadId }) as ChainLink[];
}

/** All queries of the chain that begins with a run. */
export function chainOfRoot(db: Db, rootRunId: string): ChainLink[] {
  const sql = `${LINKS} WHERE runs.run_id = @root OR root_run_id = @root ORDER BY started_at LIMIT ${MOST_LINKS}`;
  return prepared(db, sql).all({ root: rootRunId }) as ChainLink[];
}
