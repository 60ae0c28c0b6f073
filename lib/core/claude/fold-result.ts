import type { ApiFailureKind } from "../failure.ts";
import type { PermissionDenial } from "../message.ts";
import { apiFailureKind } from "./api-failure-kind.ts";
import { settleDraft } from "./fold-draft.ts";
import { addWhole, type Step, setActivity } from "./fold-step.ts";
import type { FoldState, RunResult } from "./fold-types.ts";
import { arrayOf, jsonText, numberOf, recordOf, stringOf, wellFormed } from "./read.ts";

/** Folds the first result: the end of the query. Text that streamed is kept, and none is shown twice. */
export function foldResult(step: Step, data: Record<string, unknown>): void {
  const result = readResult(data, step.state);
  if (!result.isError) matchUnsettledText(step, result.text);
  settleDraft(step);
  // What slash commands answer may stand in the result alone.
  if (!result.isError && !step.state.answered && result.text !== "") {
    addWhole(step, { kind: "text", name: null, toolUseId: null, parentToolUseId: null }, result.text);
  }
  setActivity(step, null);
  step.state = { ...step.state, ended: true };
  step.changes.push({ type: "result", result });
}

/**
 * A success whose text streamed but got no assistant line (never seen, but it would be shown twice or half): the
 * result is authoritative, so text that differs from it is withdrawn, and text it goes on from is completed.
 */
function matchUnsettledText(step: Step, text: string): void {
  const { draft, answered } = step.state;
  if (draft === null || answered || text === "") return;
  const unsettled = draft.blocks.filter((block) => !block.settled && block.kind === "text");
  const last = unsettled.at(-1);
  const isComplete = last !== undefined && unsettled.length === 1 && text.startsWith(last.text);
  const blocks = draft.blocks.filter((block) => isComplete || !unsettled.includes(block));
  if (!isComplete) for (const { position } of unsettled) step.changes.push({ type: "withdraw", position });
  step.state = { ...step.state, draft: { ...draft, blocks } };
  if (last === undefined || !isComplete) return;
  const rest = text.slice(last.text.length);
  if (rest !== "") step.changes.push({ type: "append", position: last.position, text: rest });
  const whole = blocks.map((block) => (block === last ? { ...last, text, held: "" } : block));
  step.state = { ...step.state, draft: { ...draft, blocks: whole } };
}

function readResult(data: Record<string, unknown>, state: FoldState): RunResult {
  const usage = recordOf(data.usage);
  const subtype = stringOf(data.subtype) ?? "unknown";
  // `is_error` is the verdict; a later version that leaves it out still says it with the subtype.
  const isError = typeof data.is_error === "boolean" ? data.is_error : subtype !== "success";
  const text = resultText(data);
  const terminalReason = stringOf(data.terminal_reason);
  const apiStatus = numberOf(data.api_error_status);
  const signs = { status: apiStatus, error: state.lastError, stopReason: stringOf(data.stop_reason), words: text };
  return {
    isError,
    subtype,
    apiStatus,
    apiKind: isError ? kindOf(subtype, terminalReason, apiFailureKind(signs)) : null,
    terminalReason,
    text,
    sessionId: stringOf(data.session_id),
    costUsd: numberOf(data.total_cost_usd),
    inputTokens: numberOf(usage.input_tokens),
    outputTokens: numberOf(usage.output_tokens),
    cacheReadTokens: numberOf(usage.cache_read_input_tokens),
    cacheWriteTokens: numberOf(usage.cache_creation_input_tokens),
    turns: numberOf(data.num_turns),
    durationMs: numberOf(data.duration_ms),
    permissionDenials: arrayOf(data.permission_denials).map(readDenial),
  };
}

/** Limits and stops are no API failures; a "success" that is an error always is one. */
function kindOf(subtype: string, terminalReason: string | null, kind: ApiFailureKind | null): ApiFailureKind | null {
  if (subtype.startsWith("error_max_") || terminalReason?.startsWith("aborted_")) return null;
  return subtype === "success" ? (kind ?? "other") : kind;
}

function resultText(data: Record<string, unknown>): string {
  const result = stringOf(data.result);
  if (result !== null) return wellFormed(result);
  const errors = arrayOf(data.errors).map((error) => stringOf(error) ?? jsonText(error));
  // "[ede_diagnostic] …" is for the CLI's makers.
  return wellFormed(errors.filter((error) => !error.startsWith("[ede_diagnostic]")).join("\n"));
}

function readDenial(value: unknown): PermissionDenial {
  const denial = recordOf(value);
  return {
    toolName: stringOf(denial.tool_name) ?? "(no name)",
    toolUseId: stringOf(denial.tool_use_id),
    input: jsonText(denial.tool_input ?? {}),
  };
}
