import { arrangeBlocks, type BlockGroup, type BlockNode } from "../core/arrange-blocks.ts";
import type { MessageView } from "../core/message.ts";
import { STYLE } from "./html-style.ts";
import { escaped, escapedCode } from "./html-text.ts";
import { markdownHtml } from "./markdown-html.ts";
import {
  blockHead,
  type ExportedThread,
  runFacts,
  statusWord,
  timeWords,
  titleOf,
  toolInput,
  typeWord,
} from "./thread-words.ts";

/** Nothing may be fetched or run, whatever a mistake of ours let through. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A thread as one HTML file that needs nothing else: no script, no remote resource, readable in light and dark. */
export function* threadHtml(thread: ExportedThread, messages: Iterable<MessageView>): Generator<string> {
  const title = escapedCode(titleOf(thread));
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<h1>${title}</h1>
${factsHtml(headFacts(thread))}
</header>
`;
  for (const message of messages) yield messageHtml(message);
  yield "</main>\n</body>\n</html>\n";
}

function headFacts({ modules, createdAt, messageCount, tags }: ExportedThread): string[] {
  const count = `${messageCount} ${messageCount === 1 ? "message" : "messages"}`;
  return [modules.join(", "), timeWords(createdAt) ?? "", count, ...tags.map((tag) => `#${tag}`)];
}

function messageHtml(message: MessageView): string {
  const { run, blocks, content, status } = message;
  const kind = message.type === "question" ? "question" : "answer";
  const word = statusWord(message);
  const shown = word === null ? "" : ` <span class="status">${escaped(word)}</span>`;
  const said = blocks.length > 0 ? groupsHtml(arrangeBlocks(blocks)) : markdownHtml(content);
  return `<article class="${kind}${status === "failed" ? " failed" : ""}">
<h2>${escaped(typeWord(message.type))} <span class="module">${escapedCode(message.module)}</span>${shown}</h2>
${factsHtml([timeWords(message.timestamp) ?? "", ...(run ? runFacts(run) : [])])}
<div class="said">${said}</div>
${failureHtml(message)}</article>
`;
}

function failureHtml({ run }: MessageView): string {
  if (!run?.failure) return "";
  const { message, hint } = run.failure;
  return `<div class="failure">${escaped(String(message))} ${escaped(String(hint ?? ""))}</div>\n`;
}

function groupsHtml(groups: readonly BlockGroup[]): string {
  return groups
    .map((group) => {
      if (group.type === "block") return nodeHtml(group.node);
      return folded("An attempt that was given up", group.nodes.map(nodeHtml).join(""));
    })
    .join("\n");
}

function nodeHtml({ block, result, children }: BlockNode): string {
  switch (block.kind) {
    case "text":
      return markdownHtml(block.text);
    case "thinking":
      return block.text.trim() === "" ? "" : folded("Thinking", markdownHtml(block.text));
    case "notice":
      return `<p class="notice">${escaped(block.text)}</p>`;
    case "tool_use": {
      const input = `<p class="label">Input</p><pre>${escapedCode(toolInput(block.text))}</pre>`;
      const answer = result === null ? "" : `<p class="label">Result</p><pre>${escapedCode(result.text)}</pre>`;
      const inner = input + answer + groupsHtml(children);
      return folded(blockHead(block, result), inner, result?.isError ? "failed-tool" : null);
    }
    default:
      return folded(blockHead(block, null), `<pre>${escapedCode(block.text)}</pre>`);
  }
}

function folded(head: string, inner: string, look: string | null = null): string {
  return `<details${look === null ? "" : ` class="${look}"`}><summary>${escapedCode(head)}</summary>${inner}</details>`;
}

function factsHtml(facts: readonly string[]): string {
  const shown = facts.filter((fact) => fact !== "").map((fact) => `<span>${escapedCode(fact)}</span>`);
  return `<p class="facts">${shown.join("")}</p>`;
}
