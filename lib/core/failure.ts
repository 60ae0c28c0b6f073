/**
 * The closed list of what can go wrong, in two families:
 * a refusal (the caller's input or surroundings are wrong, nothing was changed) is thrown as SwitchboardError;
 * a failure (a run that had begun ended badly) is stored with the message and shown.
 */

export const REFUSAL_CODES = [
  "input-invalid",
  "prompt-empty",
  "prompt-too-large",
  "directory-missing",
  "directory-not-directory",
  "directory-unreadable",
  "directory-relative",
  "module-unknown",
  "module-name-taken",
  "module-in-use",
  "chain-too-deep",
  "chain-cycle",
  "chain-budget",
  "chain-ended",
  "thread-unknown",
  "thread-busy",
  "message-unknown",
  "fan-out-unknown",
  "message-ended",
  "query-begun",
  "search-name-taken",
  "template-name-taken",
  "template-unknown",
  "profile-refused",
  "cli-missing",
  "cli-not-executable",
  "cli-too-old",
  "cli-broken",
  "database-unwritable",
  "database-not-sqlite",
  "database-newer",
  "database-foreign",
  "database-busy",
  "database-damaged",
  "migration-failed",
  "home-unwritable",
  "disk-full",
  "import-running",
  "import-failed",
  "history-missing",
  "history-off",
  "file-missing",
  "file-unreadable",
  "file-unwritable",
  "file-exists",
  "file-not-importable",
  "file-too-large",
  "file-damaged",
  "file-changing",
  "export-newer",
  "import-incomplete",
  "import-unknown",
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export const FAILURE_CODES = [
  "cli-missing",
  "spawn",
  "api",
  "max-turns",
  "budget",
  "permission",
  "no-result",
  "signal",
  "timeout-silent",
  "timeout-total",
  "stopped-by-user",
  "orphaned",
  "malformed",
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

/** What went wrong at the API, for failures with code "api". */
export const API_FAILURE_KINDS = [
  "auth",
  "rate-limit",
  "overloaded",
  "too-large",
  "refused",
  "model-not-found",
  "billing",
  "unreachable",
  "server",
  "other",
] as const;
export type ApiFailureKind = (typeof API_FAILURE_KINDS)[number];

/** Why a run ended badly; kept in full with its message. */
export interface Failure {
  code: FailureCode;
  /** What happened, to what, in words for people. */
  message: string;
  /** What to do next. */
  hint: string | null;
  /** Only with code "api". */
  apiKind: ApiFailureKind | null;
  /** HTTP status the API answered with, when the CLI told it. */
  apiStatus: number | null;
  /** The last lines the CLI wrote to stderr (at most 8 kB). */
  stderrTail: string | null;
  exitCode: number | null;
  signal: string | null;
}

/** A refusal: says what happened, to what, and what to do next. Nothing was changed when it is thrown. */
export class SwitchboardError extends Error {
  override readonly name = "SwitchboardError";
  readonly code: RefusalCode;
  /** What the reader can do about it. */
  readonly hint: string;
  /** The form field or option that is at fault, when there is one. */
  readonly field: string | null;

  constructor(code: RefusalCode, message: string, options: { hint: string; field?: string; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.field = options.field ?? null;
  }
}

/**
 * Whether a thrown value is a SwitchboardError. Compares by name, because Next.js bundles this file more than once
 * and `instanceof` is false across bundles.
 */
export function isSwitchboardError(error: unknown): error is SwitchboardError {
  return error instanceof Error && error.name === "SwitchboardError" && "code" in error && "hint" in error;
}
