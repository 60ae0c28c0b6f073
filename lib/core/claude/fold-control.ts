import { addNotice, type Step, setActivity } from "./fold-step.ts";
import { numberOf, recordOf, stringOf } from "./read.ts";

type Data = Record<string, unknown>;

/** A question of the CLI on stdin/stdout. Only permission questions concern people. */
export function foldControlRequest(step: Step, data: Data): void {
  const request = recordOf(data.request);
  if (request.subtype !== "can_use_tool") return;
  const tool = stringOf(request.tool_name) ?? "a tool";
  setActivity(step, `Waiting for permission to use ${tool}`);
  addNotice(step, "permission-asked", `Claude asks for permission to use ${tool}.`);
}

/** The CLI's answer to a control request of ours. A refusal is told; an acknowledgement is not. */
export function foldControlResponse(step: Step, data: Data): void {
  const response = recordOf(data.response);
  if (response.subtype !== "error") return;
  const why = stringOf(response.error) ?? "no reason given";
  addNotice(step, "control-error", `Claude Code did not accept a control request: ${why}`);
}

/** Only with a subscription login: how much of it is used up. */
export function foldRateLimit(step: Step, data: Data): void {
  const info = recordOf(data.rate_limit_info);
  const status = stringOf(info.status);
  if (status === null || status === "allowed") return;
  const limit = (stringOf(info.rateLimitType) ?? "usage").replaceAll("_", " ");
  const resets = numberOf(info.resetsAt);
  const when = resets === null ? "" : ` It resets at ${isoTime(resets)}.`;
  const head = status === "rejected" ? `The ${limit} limit is reached.` : `The ${limit} limit is nearly reached.`;
  addNotice(step, "rate-limit", head + when);
}

/** A tool that has been running for a while. */
export function foldToolProgress(step: Step, data: Data): void {
  const seconds = numberOf(data.elapsed_time_seconds);
  const since = seconds === null ? "" : ` (for ${Math.round(seconds)} s)`;
  setActivity(step, `Running ${stringOf(data.tool_name) ?? "a tool"}${since}`);
}

/** The CLI logs in, or could not. */
export function foldAuthStatus(step: Step, data: Data): void {
  const error = stringOf(data.error);
  if (error !== null) addNotice(step, "auth", error);
  setActivity(step, data.isAuthenticating === true ? "Logging in" : null);
}

function isoTime(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString();
}
