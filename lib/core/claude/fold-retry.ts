import { type Step, setActivity } from "./fold-step.ts";
import { numberOf, stringOf } from "./read.ts";

/**
 * Folds an api_retry: says that the CLI asks again, when, and why. A wrong key is retried for three minutes in vain
 * (10 attempts), so 401 and 403 are also told as hopeless.
 */
export function foldRetry(step: Step, data: Record<string, unknown>): void {
  const status = numberOf(data.error_status);
  const error = stringOf(data.error);
  const attempt = numberOf(data.attempt) ?? "?";
  const seconds = (numberOf(data.retry_delay_ms) ?? 0) / 1000;
  const wait = seconds < 10 ? seconds.toFixed(1) : String(Math.round(seconds));
  const cause = causeOf(status, error);
  setActivity(step, `Asking the API again in ${wait} s (${attempt} of ${numberOf(data.max_retries) ?? "?"}): ${cause}`);
  if (status !== 401 && status !== 403 && error !== "authentication_failed") return;
  const message = `The API did not accept the key${status === null ? "" : ` (HTTP ${status})`}, and asking again would not change that.`;
  step.changes.push({ type: "hopeless", apiKind: "auth", apiStatus: status, message });
}

const CAUSES: ReadonlyMap<string, string> = new Map([
  ["authentication_failed", "the API did not accept the key"],
  ["billing_error", "the account can't pay"],
  ["rate_limit", "too many requests"],
  ["overloaded", "the API is overloaded"],
  ["model_not_found", "there is no such model"],
  ["invalid_request", "the API did not accept the request"],
]);

function causeOf(status: number | null, error: string | null): string {
  if (status === 401 || status === 403) return `the API did not accept the key (HTTP ${status})`;
  const known = CAUSES.get(error ?? "");
  if (known !== undefined) return status === null ? known : `${known} (HTTP ${status})`;
  if (status === null) return "no answer from the API";
  return `the API answered with an error (HTTP ${status})`;
}
