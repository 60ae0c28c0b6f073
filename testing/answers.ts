import { NO_CHAIN } from "../lib/core/chain.ts";
import type { Failure } from "../lib/core/failure.ts";
import { type MessageView, NO_AMOUNTS, type Run } from "../lib/core/message.ts";

/** A run that is going on, for tests of what pages make of it. */
export function runOf(more: Partial<Run> = {}): Run {
  return {
    ...{
      origin: null,
      runId: "r",
      messageId: "a",
      questionId: "q",
      threadId: "t",
      module: "orders",
      cwd: "/srv/orders",
    },
    ...{ state: "running", queuedAt: 100, queuePosition: null, startedAt: 100, endedAt: null, silentSince: null },
    ...{ activity: null, askedModel: null, model: null, sessionId: "s", resumed: false, warm: false },
    ...{
      origin: null,
      cliVersion: null,
      ...{ askedWay: null, askedFrom: null, attaches: false, trusted: null },
      permissionMode: null,
      systemPrompt: null,
      ...{ profile: null, profileChosen: false, maxTurns: null, maxBudgetUsd: null, ...NO_CHAIN },
      failure: null,
      ...NO_AMOUNTS,
      ...more,
    },
  };
}

/** An answer without blocks. */
export function answerOf(status: string, run: Partial<Run> | null, more: Partial<MessageView> = {}): MessageView {
  return {
    ...{ messageId: "a", threadId: "t", module: "orders", content: "", type: "response", timestamp: 1, status },
    ...{ metadata: null, blocks: [], run: run && runOf(run), ...more },
  };
}

export function failureOf(code: Failure["code"]): Failure {
  return {
    code,
    ...{ message: "It failed.", hint: null, apiKind: null, apiStatus: null, stderrTail: null, exitCode: null },
    signal: null,
  };
}
