import { randomUUID } from "node:crypto";
import type { ChainPlace } from "../core/chain.ts";
import type { FoldState } from "../core/claude/fold-types.ts";
import { SwitchboardError } from "../core/failure.ts";
import type { Origin } from "../core/origin.ts";
import type { PermissionProfile } from "../core/permission-profile.ts";
import { isAnswering } from "./chains.ts";
import type { Db } from "./db.ts";
import { nextTime } from "./messages.ts";
import { keepModule } from "./modules.ts";
import { nowSeconds } from "./rows.ts";
import { logRun } from "./run-state.ts";
import { messages, queuedQuestions, runPositions, runs, threads } from "./schema.ts";
import { addThreadModule, requireThread } from "./threads.ts";

/** A query that is about to be put in line. */
export interface NewQuery extends ChainPlace {
  runId: string;
  /** null begins a new thread. */
  threadId: string | null;
  title: string;
  module: string;
  cwd: string;
  prompt: string;
  systemPrompt: string | null;
  model: string | null;
  profile: PermissionProfile;
  /** Whether the question itself said so, or an earlier one of the thread. */
  profileChosen: boolean;
  /** What it may use; null sets no limit of its own. */
  maxTurns: number | null;
  maxBudgetUsd: number | null;
  maxSeconds: number | null;
  asks: boolean;
  /** Whether the run in which it is asked waits for its end. */
  awaited: boolean;
  chainBudgetUsd: number | null;
  spoolDir: string;
  /** The process that asks: it launches the run when its turn comes. */
  follower: string;
  fold: FoldState;
  /** false stores no question: streamAndStoreClaudeResponse leaves that to its caller. */
  storeQuestion: boolean;
  /** Kept with the question, and with the thread when it begins one. */
  metadata?: Record<string, unknown>;
  /** Who asks. */
  by: Origin;
  /** Whether files that the question names are attached. */
  attaches: boolean;
  /** Whether the module's name and directory are to be kept for next time. */
  keepsModule: boolean;
}

export interface QueryIds {
  threadId: string;
  questionId: string;
  messageId: string;
}

/**
 * Stores a question, its processing answer and the run that will write it, last in line, in one transaction.
 * @throws SwitchboardError thread-unknown; chain-ended when the run that asks has ended meanwhile
 */
export function insertQuery(db: Db, query: NewQuery): QueryIds {
  const insert = db.$client.transaction((): QueryIds => {
    if (query.parentRunId !== null && !isAnswering(db, query.parentRunId)) throw askerEnded(query.asker);
    const threadId = query.threadId ?? insertThread(db, query);
    addThreadModule(db, requireThread(db, threadId), query.module);
    const ids = { threadId, questionId: query.storeQuestion ? randomUUID() : "", messageId: randomUUID() };
    insertMessages(db, query, ids);
    insertRun(db, query, ids);
    logRun(db, query.runId);
    if (query.keepsModule) keepModule(db, { name: query.module, path: query.cwd }, true);
    return ids;
  });
  return insert.immediate();
}

/** Nothing is asked for a question that nobody answers any more. */
export function askerEnded(module: string | null): SwitchboardError {
  return new SwitchboardError(
    "chain-ended",
    `The question that ${module ?? "the module"} was answering has ended, so nothing more is asked for it.`,
    { hint: "Ask anew.", field: "module" },
  );
}

function insertThread(db: Db, query: NewQuery): string {
  const threadId = randomUUID();
  db.insert(threads)
    .values({
      threadId,
      title: query.title,
      modules: JSON.stringify([query.module]),
      createdAt: nowSeconds(),
      updatedAt: nowSeconds(),
      metadata: JSON.stringify({ ...query.metadata, source: "switchboard" }),
    })
    .run();
  return threadId;
}

function insertMessages(db: Db, query: NewQuery, ids: QueryIds): void {
  const { threadId, questionId, messageId } = ids;
  const common = { threadId, module: query.module };
  const startedAt = nextTime(db, threadId);
  if (query.storeQuestion) {
    const asker = query.asker === null ? {} : { asked_by: query.asker };
    const metadata = JSON.stringify({ ...query.metadata, source: "switchboard", query_id: query.runId, ...asker });
    db.insert(messages)
      .values({
        ...common,
        messageId: questionId,
        content: query.prompt,
        type: "question",
        timestamp: startedAt,
        status: "complete",
        metadata,
      })
      .run();
  }
  const metadata = {
    source: "claude_code",
    query_id: query.runId,
    in_reply_to: questionId || null,
    started_at: startedAt,
  };
  db.insert(messages)
    .values({
      ...common,
      messageId,
      content: "",
      type: "response",
      timestamp: startedAt,
      status: "processing",
      metadata: JSON.stringify(metadata),
    })
    .run();
}

function insertRun(db: Db, query: NewQuery, ids: QueryIds): void {
  const { runId, module, cwd, spoolDir, systemPrompt, maxTurns, maxBudgetUsd, maxSeconds } = query;
  const { profile, profileChosen, asks, asker, parentRunId, rootRunId, depth, awaited, chainBudgetUsd } = query;
  const now = nowSeconds();
  db.insert(runs)
    .values({
      ...ids,
      ...{ runId, module, cwd, spoolDir, systemPrompt, maxTurns, maxBudgetUsd, maxSeconds },
      ...{ profile, profileChosen, asks, asker, parentRunId, rootRunId, depth, awaited, chainBudgetUsd },
      ...{ askedWay: query.by.way, askedFrom: query.by.from, attaches: query.attaches },
      ...{ askedModel: query.model, resumed: false, state: "queued", queuedAt: now, startedAt: now },
    })
    .run();
  db.insert(queuedQuestions).values({ runId, prompt: query.prompt }).run();
  db.insert(runPositions)
    .values({ runId, spoolOffset: 0, fold: JSON.stringify(query.fold), follower: query.follower, contentWritten: 0 })
    .run();
}
