import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { blocksOf, type MessagesBody, newestPrompt, systemText } from "./request.ts";

/** A file that Claude Code read in this turn, as its Read tool told it. */
export interface ReadFile {
  path: string;
  lines: string[];
  /** What the tool said instead, when it could not read it. */
  problem: string | null;
}

const TEXT = /\.(md|txt|json|csv|m?[jt]sx?|py|rb|go|rs|java|sql|toml|ya?ml)$/;
const MAX_BYTES = 100_000;
const MAX_FILES = 200;
const MAX_DEPTH = 4;

/** The directory the CLI was started in, as its own system prompt says; null when a custom prompt replaced that. */
export function workingDirectory(body: MessagesBody): string | null {
  return /working directory: (\/.*)/i.exec(systemText(body))?.[1]?.trim() ?? null;
}

/** The files that were read in this turn, in order. */
export function filesRead(body: MessagesBody): ReadFile[] {
  const blocks = newestPrompt(body).turn.flatMap(blocksOf);
  return blocks.flatMap((call) => {
    if (call.type !== "tool_use" || call.name !== "Read") return [];
    const result = blocks.find((block) => block.type === "tool_result" && block.tool_use_id === call.id);
    const text = resultText(result?.content);
    return {
      path: String(call.input?.file_path ?? ""),
      lines: result?.is_error ? [] : text.split("\n").map((line) => line.replace(/^\s*\d+(?:\t|→)/, "")),
      problem: result?.is_error ? text : null,
    };
  });
}

/** The next file worth reading: the README first, then what has most of the prompt's words; null when none is left. */
export function nextFile(body: MessagesBody, prompt: string): string | null {
  const read = filesRead(body).map((file) => file.path);
  const directory = workingDirectory(body);
  // The Read tool takes a relative path too: without a known directory the README is a good guess.
  if (directory === null) return read.length === 0 ? "README.md" : null;
  const unread = textFiles(directory, MAX_DEPTH).filter((file) => !read.includes(file));
  const readme = unread.find((file) => path.relative(directory, file).toLowerCase() === "readme.md");
  if (readme) return readme;
  const scored = unread.map((file) => ({ file, score: overlap(`${file}\n${readFileSync(file, "utf8")}`, prompt) }));
  return scored.sort((a, b) => b.score - a.score)[0]?.file ?? null;
}

/** How many different words of the prompt (of three letters and more) a text has. */
export function overlap(text: string, prompt: string): number {
  const words = new Set(prompt.toLowerCase().match(/\p{L}{3,}/gu));
  const lower = text.toLowerCase();
  return [...words].filter((word) => lower.includes(word)).length;
}

function textFiles(directory: string, depth: number): string[] {
  const names = readdirSync(directory).filter((name) => !name.startsWith(".") && name !== "node_modules");
  const found = names.sort().flatMap((name) => {
    const file = path.join(directory, name);
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat?.isDirectory()) return depth > 0 ? textFiles(file, depth - 1) : [];
    return stat?.isFile() && stat.size <= MAX_BYTES && TEXT.test(name) ? [file] : [];
  });
  return found.slice(0, MAX_FILES);
}

function resultText(content: unknown): string {
  if (typeof content === "string") return content;
  return Array.isArray(content) ? content.map((block) => String(block?.text ?? "")).join("\n") : "";
}
