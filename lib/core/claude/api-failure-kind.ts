import type { ApiFailureKind } from "../failure.ts";

/** What the CLI told about an error of the API. */
export interface ApiErrorSigns {
  status: number | null;
  /** `error` of the assistant line before the result. */
  error: string | null;
  stopReason: string | null;
  /** What it said for people. */
  words: string;
}

const BY_STATUS: ReadonlyMap<number, ApiFailureKind> = new Map([
  [401, "auth"],
  [402, "billing"],
  [403, "auth"],
  [413, "too-large"],
  [429, "rate-limit"],
  [529, "overloaded"],
]);

const BY_ERROR: ReadonlyMap<string, ApiFailureKind> = new Map([
  ["authentication_failed", "auth"],
  ["oauth_org_not_allowed", "auth"],
  ["billing_error", "billing"],
  ["rate_limit", "rate-limit"],
  ["overloaded", "overloaded"],
  ["model_not_found", "model-not-found"],
]);

// Some errors come without a status and with a general word ("server_error", "unknown"): only the words tell.
const BY_WORDS: readonly (readonly [RegExp, ApiFailureKind])[] = [
  [/credit balance|billing/i, "billing"],
  [/\b529\b|overloaded/i, "overloaded"],
  [/prompt is too long|too large|context (?:window|length)/i, "too-large"],
  [/usage policy/i, "refused"],
  [/not logged in|invalid api key|run \/login/i, "auth"],
  [/unable to connect|connection (?:to the API was lost|error|closed)|timed out/i, "unreachable"],
  [/ConnectionRefused|\bE(?:CONN[A-Z]+|NOTFOUND|AI_AGAIN|TIMEDOUT|PIPE|HOSTUNREACH|NETUNREACH)\b/, "unreachable"],
];

/** Which kind of API failure the signs point to; null when nothing points to the API. */
export function apiFailureKind(signs: ApiErrorSigns): ApiFailureKind | null {
  if (signs.stopReason === "refusal") return "refused";
  const byError = BY_ERROR.get(signs.error ?? "");
  const byStatus = signs.status === null ? undefined : BY_STATUS.get(signs.status);
  const sure = byStatus ?? byError;
  if (sure !== undefined) return sure;
  const byWords = BY_WORDS.find(([pattern]) => pattern.test(signs.words))?.[1];
  if (byWords !== undefined) return byWords;
  if (signs.status !== null && signs.status >= 500) return "server";
  if (signs.error === "server_error") return "server";
  return signs.status === null && signs.error === null ? null : "other";
}
