import { endingSignal } from "./claude/exit-signal.ts";
import type { ApiFailureKind, Failure, FailureCode } from "./failure.ts";

type Named = Pick<Failure, "code" | "apiKind" | "signal" | "exitCode">;

const TITLES: Readonly<Record<Exclude<FailureCode, "api" | "signal">, string>> = {
  "cli-missing": "Claude Code isn't installed",
  spawn: "Could not be started",
  "max-turns": "Turn limit reached",
  budget: "Budget used up",
  permission: "A tool was not permitted",
  "no-result": "Ended without a result",
  "timeout-silent": "Silent for too long",
  "timeout-total": "Took too long",
  "stopped-by-user": "Stopped",
  orphaned: "Lost its process",
  malformed: "Output that can't be read",
};

const API_TITLES: Readonly<Record<ApiFailureKind, string>> = {
  auth: "API error: login not accepted",
  "rate-limit": "API error: rate limit",
  overloaded: "API error: overloaded",
  "too-large": "API error: too much text",
  refused: "API error: question refused",
  "model-not-found": "API error: no such model",
  billing: "API error: billing",
  unreachable: "API error: not reachable",
  server: "API error: fault of its server",
  other: "API error",
};

/** What went wrong in a few words for people, to stand above the failure's message. */
export function failureTitle(failure: Named): string {
  switch (failure.code) {
    case "api":
      return API_TITLES[failure.apiKind ?? "other"];
    case "signal": {
      const signal = endingSignal(failure);
      if (signal === null) return "Interrupted";
      return signal === "SIGKILL" ? "Killed by SIGKILL" : `Ended by ${signal}`;
    }
    default:
      return TITLES[failure.code];
  }
}
