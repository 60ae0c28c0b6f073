import type { ApiFailureKind, Failure, FailureCode } from "../failure.ts";
import { endingSignal } from "./exit-signal.ts";
import type { RunResult } from "./fold-types.ts";
import { startFailure } from "./start-failure.ts";

/** Why Switchboard stopped a run: someone asked for it, or a limit was reached. */
export type StopReason =
  | { by: "user" }
  | { by: "silence" | "total"; limitMs: number }
  | { by: "output"; bytes: number }
  /** The process lives and was not given the question. */
  | { by: "unasked" };

/** How the process of a run ended. */
export interface RunEnd {
  exitCode: number | null;
  signal: string | null;
  stderrTail: string | null;
  /** Why Switchboard stopped it; null when it didn't. */
  stopped: StopReason | null;
  malformedLines: number;
}

type Words = Pick<Failure, "code" | "message" | "hint"> & Partial<Pick<Failure, "apiKind" | "apiStatus">>;

/**
 * Why a run failed, or null if it succeeded. The result is the verdict, whatever the exit code says: the CLI exits
 * with 1 after a success and with 0 after lost output.
 */
export function failureOf(result: RunResult | null, end: RunEnd): Failure | null {
  if (result !== null && !result.isError) return null;
  const words = end.stopped !== null && !isOwnError(result) ? stoppedWords(end.stopped) : wordsOf(result, end);
  const { stderrTail, exitCode, signal } = end;
  return { apiKind: null, apiStatus: null, stderrTail, exitCode, signal, ...words };
}

const STOPPED: Words = {
  code: "stopped-by-user",
  message: "The answer was stopped before it was complete.",
  hint: "Ask again to get a whole answer.",
};

function stoppedWords(reason: StopReason): Words {
  if (reason.by === "user") return STOPPED;
  if (reason.by === "output") {
    const megabytes = Math.round(reason.bytes / 1024 / 1024);
    const message = `Claude Code wrote over ${megabytes} MB of output, so it was stopped before it filled the disk.`;
    return { code: "malformed", message, hint: "What had arrived is kept. Ask for less at once." };
  }
  if (reason.by === "unasked") {
    const message = "Claude Code was started, but the question could not be handed to it.";
    return { code: "spawn", message, hint: "Check that nothing deletes files below SWITCHBOARD_HOME, and ask again." };
  }
  const limit = minutesWords(reason.limitMs);
  if (reason.by === "silence") {
    return {
      code: "timeout-silent",
      message: `Claude Code said nothing for ${limit}, so it was stopped.`,
      hint: "What had arrived is kept. Ask again; if its tools need longer, raise SWITCHBOARD_SILENCE_LIMIT.",
    };
  }
  return {
    code: "timeout-total",
    message: `The answer took longer than ${limit}, so it was stopped.`,
    hint: "What had arrived is kept. Ask for less at once, or raise SWITCHBOARD_TOTAL_LIMIT.",
  };
}

/** "30 minutes", "6 hours", "2 seconds". */
function minutesWords(ms: number): string {
  const seconds = ms / 1000;
  const [amount, unit] =
    seconds < 60 ? [seconds, "second"] : seconds < 7_200 ? [seconds / 60, "minute"] : [seconds / 3_600, "hour"];
  const rounded = Math.round(amount * 10) / 10;
  return `${rounded} ${unit}${rounded === 1 ? "" : "s"}`;
}

/** The failure of a query that was withdrawn before it began. */
export const WITHDRAWN: Failure = {
  code: "stopped-by-user",
  message: "The question was withdrawn before it was asked.",
  hint: "Ask again to get an answer.",
  ...{ apiKind: null, apiStatus: null, stderrTail: null, exitCode: null, signal: null },
};

/** Whether the result tells of an error that was there before anyone stopped the run. */
function isOwnError(result: RunResult | null): boolean {
  return result !== null && result.subtype !== "error_during_execution" && !isAborted(result);
}

function isAborted(result: RunResult): boolean {
  return result.terminalReason?.startsWith("aborted_") ?? false;
}

function wordsOf(result: RunResult | null, end: RunEnd): Words {
  if (result === null) return withoutResult(end);
  if (result.subtype === "success") return apiWords(result);
  if (isAborted(result)) return abortedWords(result);
  switch (result.subtype) {
    case "error_max_turns":
      return failure("max-turns", result.text, "Claude took as many turns as it may.", LIMIT_HINT);
    case "error_max_budget_usd":
      return failure("budget", result.text, "The answer cost as much as it may.", LIMIT_HINT);
    case "error_max_structured_output_retries":
      return apiFailure(result, "other", "Claude did not produce output in the form that was asked for.");
    default:
      return (
        startFailure(result.text) ?? apiFailure(result, result.apiKind ?? "other", "Claude Code ended with an error.")
      );
  }
}

const LIMIT_HINT = "What was done so far is kept. Raise the limit, or ask Claude to go on.";

function failure(code: FailureCode, text: string, otherwise: string, hint: string): Words {
  return { code, message: text || otherwise, hint };
}

function apiFailure(result: RunResult, apiKind: ApiFailureKind, otherwise: string): Words {
  return {
    code: "api",
    message: result.text || otherwise,
    hint: API_HINTS[apiKind],
    apiKind,
    apiStatus: result.apiStatus,
  };
}

function apiWords(result: RunResult): Words {
  return apiFailure(result, result.apiKind ?? "other", "The API answered with an error.");
}

const API_HINTS: Readonly<Record<ApiFailureKind, string>> = {
  auth: "Log in with `claude /login`, or check the API key that Claude Code is given.",
  "rate-limit": "Wait until the limit resets, then ask again.",
  overloaded: "The API is at capacity; this is usually over soon. Ask again in a moment.",
  "too-large": "Shorten the question, or begin a new thread.",
  refused: "Put the question in other words.",
  "model-not-found": "Choose another model for this question.",
  billing: "Check the balance and the payment details of the account.",
  unreachable: "Check the network, and ask again.",
  server: "The fault is on the API's side. Ask again in a moment.",
  other: "Asking the same again is likely to end the same: change what the message above names.",
};

function abortedWords(result: RunResult): Words {
  const denied = result.permissionDenials.map((denial) => denial.toolName);
  if (denied.length === 0) {
    return failure("signal", "", "Claude Code was interrupted from outside Switchboard.", "Ask again.");
  }
  const tools = [...new Set(denied)].join(", ");
  return failure(
    "permission",
    "",
    `Claude was not allowed to use ${tools}, and stopped.`,
    "Allow the tool, and ask again.",
  );
}

function withoutResult(end: RunEnd): Words {
  const { exitCode, stderrTail } = end;
  const killedBy = endingSignal(end);
  if (killedBy !== null) {
    return failure(
      "signal",
      "",
      `Claude Code was ended by ${killedBy} before it had a result.`,
      "Ask again; what had arrived is kept.",
    );
  }
  const start = startFailure(stderrTail ?? "");
  if (start !== null) return start;
  if (end.malformedLines > 0) {
    const lines = end.malformedLines === 1 ? "a line" : `${end.malformedLines} lines`;
    return failure(
      "malformed",
      "",
      `Claude Code wrote ${lines} that Switchboard can't read, and no result.`,
      MALFORMED_HINT,
    );
  }
  const said = lastLine(stderrTail);
  const how = exitCode === null ? "ended" : `ended with exit code ${exitCode}`;
  return failure("no-result", "", `Claude Code ${how} and gave no result${said ? `: ${said}` : "."}`, "Ask again.");
}

const MALFORMED_HINT = "Check that `claude` is Claude Code itself and not a wrapper that prints text of its own.";

function lastLine(text: string | null): string | null {
  return text?.trim().split("\n").at(-1)?.trim() || null;
}
