import { apiFailureKind } from "../core/claude/api-failure-kind.ts";
import { failureOf } from "../core/claude/run-failure.ts";
import type { Failure } from "../core/failure.ts";
import { NO_AMOUNTS } from "../core/message.ts";
import type { Verdict } from "../core/transcript-types.ts";

const UNKNOWN = { apiKind: null, apiStatus: null, stderrTail: null, exitCode: null, signal: null } as const;

export const INTERRUPTED: Failure = {
  code: "stopped-by-user",
  message: "The answer was interrupted before it was complete.",
  hint: "Ask again to get a whole answer.",
  ...UNKNOWN,
};

/** An answer whose end no line tells, and that doesn't end with text. */
export function unanswered(): Verdict {
  return {
    status: "failed",
    failure: {
      code: "no-result",
      message:
        "The transcript has no end of this answer: Claude Code was ended, or asked something else, before it came.",
      hint: "What had arrived is kept. Ask again to get a whole answer.",
      ...UNKNOWN,
    },
  };
}

export function tooManyTurns(most: number | null): Verdict {
  return {
    status: "failed",
    failure: {
      code: "max-turns",
      message: `Claude took as many turns as it may${most === null ? "" : ` (${most})`}.`,
      hint: "What was done so far is kept. Raise the limit, or ask Claude to go on.",
      ...UNKNOWN,
    },
  };
}

/** An error that the API answered with, as the CLI wrote it down. */
export function apiFailure(signs: {
  words: string;
  error: string | null;
  status: number | null;
  stopReason: string | null;
}): Verdict {
  const result = {
    ...NO_AMOUNTS,
    ...{ isError: true, subtype: "success", apiStatus: signs.status, apiKind: apiFailureKind(signs) ?? "other" },
    ...{ terminalReason: null, text: signs.words, sessionId: null },
  } as const;
  const end = { exitCode: null, signal: null, stderrTail: null, stopped: null, malformedLines: 0 };
  const failure = failureOf(result, end);
  return failure === null ? { status: "complete" } : { status: "failed", failure };
}
