import path from "node:path";
import { filesRead, nextFile, overlap, type ReadFile, workingDirectory } from "./demo-files.ts";
import { type Item, type Plan, planOf, wordsOf } from "./plan.ts";
import { type MessagesBody, newestPrompt, toolNames, userTexts } from "./request.ts";

/** How many files an answer is based on. */
const READS = 2;
/** About 45 deltas a second, the pace of a real model. */
const DELTA_MS = 22;
const EXCERPT_LINES = 16;

const NOTICE =
  "> **A scripted demo answer, not a model's.** The demo's stand-in for the Messages API wrote the words around the " +
  "quotes. Claude Code itself is real: it opened the files below, and the quotes are what it read.";

/** The response to a prompt that is no script: reads a file or two of the module, then answers from them. */
export function demoPlan(body: MessagesBody, asked: number | null = null): Plan {
  const delayMs = asked ?? DELTA_MS;
  const prompt = newestPrompt(body).text;
  const read = filesRead(body);
  const next = toolNames(body).includes("Read") && read.length < READS ? nextFile(body, prompt) : null;
  if (next === null) return planOf([text(answer(body, prompt, read))], delayMs);
  const items: Item[] = read.length === 0 ? [thought(prompt, next)] : [];
  const words =
    read.length === 0
      ? `I'll look at \`${path.basename(next)}\` first.`
      : `That names the parts. \`${path.basename(next)}\` should show how it is done.`;
  const call: Item = { type: "tool_use", name: "Read", deltas: [JSON.stringify({ file_path: next })] };
  return planOf([...items, text(words), call], delayMs);
}

function thought(prompt: string, file: string): Item {
  const words =
    `The question is: "${shortened(prompt, 160)}". ` +
    `I should not answer from memory. ${path.basename(file)} says what this module promises; ` +
    "then the source file that has most of the question's words shows whether that is so.";
  return { type: "thinking", deltas: wordsOf(words) };
}

const text = (words: string): Item => ({ type: "text", deltas: wordsOf(words) });

function answer(body: MessagesBody, prompt: string, read: ReadFile[]): string {
  const directory = workingDirectory(body);
  const name = directory ? path.basename(directory) : "this module";
  const opened = read.filter((file) => file.problem === null);
  const before = userTexts(body).length - 1;
  return [
    NOTICE,
    `## What \`${name}\` says to “${shortened(prompt, 80)}”`,
    ...(before > 0 ? [`This goes on from ${before === 1 ? "your question" : `your ${before} questions`} before.`] : []),
    ...opened.map((file) => quoteOf(file, prompt)),
    ...(read.length > 0 ? ["### What was read", tableOf(read)] : ["No file was read for this answer."]),
    "### What to do with it",
    [
      `1. Take the names above as they are written: \`${name}\` keeps to them.`,
      "2. Check one real value against them before relying on it.",
      `3. Ask \`${name}\` again in this thread: it remembers what was said here.`,
    ].join("\n"),
  ].join("\n\n");
}

/** The part of a file that has most of the prompt's words: of Markdown the section, of code the lines, fenced. */
function quoteOf(file: ReadFile, prompt: string): string {
  const name = path.basename(file.path);
  if (!name.endsWith(".md")) {
    const lines = bestWindow(file.lines, prompt);
    return `### How \`${name}\` does it\n\n\`\`\`${path.extname(name).replace(/^\.m?/, "")}\n${lines.join("\n")}\n\`\`\``;
  }
  const sections = file.lines.join("\n").split(/^(?=## )/m);
  const best = sections.reduce((a, b) => (overlap(b, prompt) > overlap(a, prompt) ? b : a));
  const [heading = "", ...rest] = best.trim().split("\n");
  const quote = rest.join("\n").trim().split("\n").slice(0, EXCERPT_LINES);
  return `### ${heading.replace(/^#+ /, "")}\n\nFrom \`${name}\`:\n\n${quote.map((line) => `> ${line}`.trimEnd()).join("\n")}`;
}

function bestWindow(lines: string[], prompt: string): string[] {
  let best = 0;
  let bestScore = -1;
  for (let start = 0; start === 0 || start + EXCERPT_LINES <= lines.length; start++) {
    const score = overlap(lines.slice(start, start + EXCERPT_LINES).join("\n"), prompt);
    if (score > bestScore) [best, bestScore] = [start, score];
  }
  return lines.slice(best, best + EXCERPT_LINES);
}

function tableOf(read: ReadFile[]): string {
  const rows = read.map((file) => {
    const first = file.problem ?? file.lines.find((line) => line.trim() !== "") ?? "";
    return `| \`${path.basename(file.path)}\` | ${file.lines.length} | ${shortened(first, 60).replaceAll("|", "\\|")} |`;
  });
  return ["| File | Lines | Begins with |", "| --- | ---: | --- |", ...rows].join("\n");
}

function shortened(words: string, length: number): string {
  const line = words.replace(/\s+/g, " ").trim();
  return line.length <= length ? line : `${line.slice(0, length - 1).trimEnd()}…`;
}
