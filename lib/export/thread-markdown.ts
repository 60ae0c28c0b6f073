import { arrangeBlocks, type BlockGroup, type BlockNode } from "../core/arrange-blocks.ts";
import type { MessageView } from "../core/message.ts";
import {
  blockHead,
  type ExportedThread,
  oneLine,
  runFacts,
  statusWord,
  timeWords,
  titleOf,
  toolInput,
  typeWord,
} from "./thread-words.ts";

/** A thread as Markdown: what was said as it was said; thinking and tools folded. */
export function* threadMarkdown(thread: ExportedThread, messages: Iterable<MessageView>): Generator<string> {
  yield `# ${inline(titleOf(thread))}\n\n${facts(headFacts(thread))}\n`;
  for (const message of messages) yield messageMarkdown(message);
}

function headFacts({ modules, createdAt, messageCount, tags }: ExportedThread): string[] {
  return [
    modules.join(", "),
    timeWords(createdAt) ?? "",
    `${messageCount} ${messageCount === 1 ? "message" : "messages"}`,
    ...tags.map((tag) => `#${tag}`),
  ];
}

function messageMarkdown(message: MessageView): string {
  const { run, blocks, content } = message;
  const head = [timeWords(message.timestamp) ?? "", statusWord(message) ?? "", ...(run ? runFacts(run) : [])];
  const failure = run?.failure ? `> **${inline(run.failure.message)}** ${inline(run.failure.hint ?? "")}\n` : "";
  const body = blocks.length > 0 ? groupsMarkdown(arrangeBlocks(blocks)) : `${content}\n`;
  const parts = [
    `\n---\n\n## ${typeWord(message.type)} · ${inline(message.module)}\n`,
    `${facts(head)}\n`,
    body,
    failure,
  ];
  return parts.filter((part) => part !== "").join("\n");
}

function groupsMarkdown(groups: readonly BlockGroup[]): string {
  return groups
    .map((group) => {
      if (group.type === "block") return nodeMarkdown(group.node);
      return folded("An attempt that was given up", group.nodes.map(nodeMarkdown).join("\n"));
    })
    .join("\n");
}

function nodeMarkdown({ block, result, children }: BlockNode): string {
  switch (block.kind) {
    case "text":
      return `${block.text}\n`;
    case "thinking":
      return block.text.trim() === "" ? "" : folded(blockHead(block, null), fenced(block.text));
    case "notice":
      return `> ${block.text.trim().replaceAll("\n", "\n> ")}\n`;
    case "tool_use": {
      const answer = result === null ? "" : fenced(result.text);
      return folded(
        blockHead(block, result),
        `${fenced(toolInput(block.text))}\n${answer}\n${groupsMarkdown(children)}`,
      );
    }
    default:
      return folded(blockHead(block, null), fenced(block.text));
  }
}

function folded(head: string, body: string): string {
  return `<details><summary>${html(head)}</summary>\n\n${body.trimEnd()}\n\n</details>\n`;
}

/** A fence that nothing in the text can end. */
function fenced(text: string): string {
  let longest = 2;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}\n`;
}

function facts(words: readonly string[]): string {
  return words
    .filter((word) => word !== "")
    .map((word) => inline(word))
    .join(" · ");
}

/** Words of a heading or a line: no mark-up of theirs counts. */
function inline(text: string): string {
  return oneLine(text, 400).replace(/[\\`*_[\]<>#|~]/g, (character) => `\\${character}`);
}

function html(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
