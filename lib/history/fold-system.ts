import { numberOf, recordOf, stringOf } from "../core/claude/read.ts";
import { foldCommandOutput } from "./fold-user.ts";
import { NOT_SHOWN_SYSTEM } from "./known-lines.ts";
import { keepUnknown, toldMs } from "./line-parts.ts";
import type { Line, Reading } from "./reading.ts";

/** Takes a system line: what the CLI itself said or did. */
export function foldSystem(reading: Reading, line: Line, parent: string | null): void {
  const { data } = line;
  const subtype = stringOf(data.subtype) ?? "(no subtype)";
  if (NOT_SHOWN_SYSTEM.has(subtype)) {
    reading.notShown(`system/${subtype}`);
    return;
  }
  const content = stringOf(data.content) ?? "";
  switch (subtype) {
    case "compact_boundary":
    case "microcompact_boundary":
      reading.notice("compacted", compactedWords(data), line, parent);
      return;
    case "local_command":
      foldLocalCommand(reading, line, content);
      return;
    case "api_error":
    case "api_retry":
      reading.notice("api-retry", retryWords(data), line, parent);
      return;
    case "turn_duration":
      reading.took(toldMs(data.durationMs));
      reading.notShown("system/turn_duration");
      return;
    case "stop_hook_summary":
      foldStopHooks(reading, line, parent);
      return;
    default:
      foldWords(reading, line, subtype, content, parent);
      return;
  }
}

const WORDED: ReadonlyMap<string, string> = new Map([
  ["informational", "note"],
  ["notification", "note"],
  ["away_summary", "note"],
  ["memory_saved", "memory"],
  ["memory_recall", "memory"],
  ["model_fallback", "model-fallback"],
  ["model_consent_fallback", "model-fallback"],
  ["model_refusal_fallback", "refused"],
  ["model_refusal_no_fallback", "refused"],
  ["permission_denied", "permission-denied"],
  ["permission_retry", "note"],
  ["scheduled_task_fire", "note"],
  ["agents_killed", "note"],
  ["task_notification", "note"],
  ["hook_response", "hook"],
  ["mirror_error", "note"],
  ["plugin_install", "note"],
]);

function foldWords(reading: Reading, line: Line, subtype: string, content: string, parent: string | null): void {
  const name = WORDED.get(subtype);
  if (name === undefined) {
    keepUnknown(reading, line, `system/${subtype}`, parent);
    return;
  }
  const { data } = line;
  const words = content || stringOf(data.text) || stringOf(data.message) || stringOf(data.summary) || "";
  // A line of the session that says nothing by itself.
  if (words.trim() === "") {
    reading.notShown(`system/${subtype}`);
    return;
  }
  reading.notice(name, words, line, parent);
}

/** A command that was typed, or what it printed. */
function foldLocalCommand(reading: Reading, line: Line, content: string): void {
  if (/^<(?:local-command|bash)-std/.test(content.trimStart())) {
    foldCommandOutput(reading, line, content);
    return;
  }
  if (reading.state.command === null && content.startsWith("/")) {
    reading.state.command = { lineId: line.id, text: content, at: line.at };
    return;
  }
  reading.notShown("command");
}

function compactedWords(data: Record<string, unknown>): string {
  const meta = recordOf(data.compactMetadata ?? data.microcompactMetadata);
  const before = numberOf(meta.preTokens);
  const after = numberOf(meta.postTokens);
  const figures = before === null || after === null ? "" : ` (from ${before} to ${after} tokens)`;
  return `The conversation so far was replaced by a summary${figures}.`;
}

function retryWords(data: Record<string, unknown>): string {
  const error = recordOf(data.error);
  const status = numberOf(error.status) ?? numberOf(data.apiErrorStatus);
  const attempt = numberOf(data.retryAttempt);
  const most = numberOf(data.maxRetries);
  const count = attempt === null ? "" : ` (${attempt}${most === null ? "" : ` of ${most}`})`;
  const why = stringOf(error.message) ?? stringOf(data.content) ?? (status === null ? "an error" : `status ${status}`);
  return `The API answered with ${why}; it was asked again${count}.`;
}

function foldStopHooks(reading: Reading, line: Line, parent: string | null): void {
  const { data } = line;
  const errors = Array.isArray(data.hookErrors) ? data.hookErrors.filter((error) => typeof error === "string") : [];
  const reason = stringOf(data.stopReason) ?? "";
  const words = [reason, ...errors].filter((text) => text !== "").join("\n");
  if (words === "") {
    reading.notShown("system/stop_hook_summary");
    return;
  }
  reading.notice("hook", words, line, parent);
}
