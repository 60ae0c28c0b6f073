import type { Failure } from "../lib/core/failure.ts";
import type { Block, Run } from "../lib/core/message.ts";
import type { QueryOutcome } from "../lib/queries/stored-outcome.ts";
import { costWords, durationWords, shortId, sinceWords } from "./words.ts";

/** What a run does just now: "Waiting in line: place 2", "Read · silent for 42 s"; "" while its text comes. */
export function runWords(run: Run, tool: string | null): string {
  if (run.state === "queued") return `Waiting in line: place ${run.queuePosition ?? "?"}`;
  if (run.state === "ended") return "";
  if (run.state === "stopping") return "Stopping";
  const doing = run.activity ?? tool ?? (run.state === "starting" ? "Starting Claude Code" : "");
  const silent = run.silentSince === null ? "" : `silent for ${sinceWords(run.silentSince)}`;
  return [doing, silent].filter((words) => words !== "").join(" · ");
}

/** A part of an answer that is no text of its own, as a short line; null for one that isn't worth it. */
export function blockLine(block: Block): string | null {
  const indent = block.parentToolUseId === null ? "" : "  ";
  if (block.state !== "settled") return null;
  if (block.kind === "tool_use") return `${indent}● ${block.name ?? "Tool"} ${block.text}`;
  if (block.kind === "tool_result") return block.isError ? `${indent}✗ ${block.text}` : null;
  // What the API said last is told with the failure.
  if (block.kind === "notice" && block.name !== "api-error") return `${indent}! ${block.text}`;
  return null;
}

/** "complete after 12 s, $0.01, message 1a2b3c4d, thread 5e6f7a8b". */
export function endWords(outcome: QueryOutcome, run: Run | null, ids: { messageId: string; threadId: string }): string {
  const status = outcome.failure?.code === "stopped-by-user" ? "stopped" : outcome.status;
  const took = run?.endedAt ? ` after ${durationWords(run.endedAt - run.startedAt)}` : "";
  const cost = run?.costUsd ? `, ${costWords(run.costUsd)}` : "";
  return `${status}${took}${cost}, message ${shortId(ids.messageId)}, thread ${shortId(ids.threadId)}`;
}

/** Why an answer failed, what to do, and what the CLI wrote to stderr. */
export function failureWords(failure: Failure | null): string {
  if (failure === null) return "The answer failed; the program that wrote it left no reason.";
  const tail = failure.stderrTail?.trim() ? `Claude Code wrote to stderr:\n${failure.stderrTail.trim()}` : null;
  return [failure.message, failure.hint, tail].filter((words) => words !== null).join("\n");
}
