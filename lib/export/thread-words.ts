import { failureTitle } from "../core/failure-words.ts";
import type { Block, MessageView, Run, Thread } from "../core/message.ts";

/** A thread as its export begins with it. */
export interface ExportedThread extends Thread {
  tags: string[];
  messageCount: number;
  /** The beginning of its first question, which stands for a title. */
  firstQuestion: string | null;
}

/** One line, whatever was written. */
export function oneLine(text: string, most = 200): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most).toWellFormed()}…` : line;
}

export function titleOf({ title, firstQuestion }: Pick<ExportedThread, "title" | "firstQuestion">): string {
  return oneLine(title ?? "") || oneLine(firstQuestion ?? "", 100) || "Untitled thread";
}

/** "2026-11-22 10:04:05 UTC"; null for what is no time. */
export function timeWords(seconds: number): string | null {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return null;
  return `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** What a type of message is called; the words of other programs are shown as they are. */
export function typeWord(type: string): string {
  if (type === "question") return "Question";
  return type === "response" ? "Answer" : oneLine(type, 60) || "Message";
}

const thousands = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

/** How a message stands, when that is to be said: nothing for a complete one. */
export function statusWord({ status, run }: MessageView): string | null {
  if (status === "complete") return null;
  if (status === "failed") return run?.failure ? failureTitle(run.failure) : "Failed";
  if (status === "processing") return "Still being written when this was exported";
  return oneLine(status, 60);
}

/** What a run took and cost, exactly. */
export function runFacts(run: Run): string[] {
  const tokens = [run.inputTokens, run.cacheReadTokens, run.cacheWriteTokens].filter((count) => count !== null);
  const read = tokens.reduce((sum, count) => sum + count, 0);
  return [
    run.model ?? run.askedModel,
    run.durationMs === null ? null : `${(run.durationMs / 1000).toFixed(1)} s`,
    run.costUsd === null
      ? null
      : `$${run.costUsd.toFixed(4)}${"costEstimated" in run && run.costEstimated ? " (estimated)" : ""}`,
    tokens.length === 0 ? null : `${thousands(read)} tokens in`,
    run.outputTokens === null ? null : `${thousands(run.outputTokens)} tokens out`,
  ].filter((fact) => fact !== null);
}

/** What a folded block is headed by. */
export function blockHead(block: Block, result: Block | null): string {
  switch (block.kind) {
    case "thinking":
      return "Thinking";
    case "tool_use": {
      const about = oneLine(toolAbout(block.text), 120);
      const outcome = result === null ? " (no answer)" : result.isError ? " (failed)" : "";
      return `${oneLine(block.name ?? "Tool", 60)}${about === "" ? "" : `: ${about}`}${outcome}`;
    }
    case "tool_result":
      return block.isError ? "A tool failed" : "A tool answered";
    case "notice":
      return oneLine(block.text, 120);
    default:
      return oneLine(block.name ?? block.kind, 60);
  }
}

/** The first words of a tool's input, which mostly tell what it is about. */
function toolAbout(json: string): string {
  try {
    const input: unknown = JSON.parse(json);
    if (typeof input !== "object" || input === null) return json;
    const first = Object.values(input).find((value) => typeof value === "string");
    return first === undefined ? "" : String(first);
  } catch {
    return json;
  }
}

/** A tool's input, indented where it can be read. */
export function toolInput(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
