import type { Block } from "./message.ts";
import { partsText } from "./search-parts.ts";
import { indexText, nameWord, wordsOf } from "./search-words.ts";
import { STOP_WORDS } from "./stop-words.ts";

/** What search knows of a message: a text of index words for each column of the search index. */
export interface SearchDocument {
  /** The words that the message is about: those that occur most, above all at its beginning. */
  topic: string;
  content: string;
  /** Inputs and results of tools, and notices. */
  tools: string;
  thinking: string;
  /** Parts of identifiers, so that useState is found by "state"; names like C++. */
  parts: string;
  /** Module, type, status, thread and tools, each as one word that no text has. */
  facts: string;
}

/** The columns of the search index, in its order. */
export const SEARCH_COLUMNS = ["topic", "content", "tools", "thinking", "parts", "facts"] as const;

export interface SearchableMessage {
  threadId: string;
  module: string;
  type: string;
  status: string;
  content: string;
  blocks: readonly Pick<Block, "kind" | "state" | "text" | "name" | "parentToolUseId">[];
}

/** Kinds of facts, by the letter that their words begin with. */
export const FACTS = { module: "m", type: "y", status: "s", thread: "t", tool: "o" } as const;

/** A word that every message has: what all but some is taken from. */
export const ANY_MESSAGE = "~a";

/** A fact as a word of the index: no text has it, since ~ is never part of a text's word. */
export function factWord(fact: keyof typeof FACTS, value: string): string {
  return `~${FACTS[fact]}${nameWord(value)}`;
}

/** Makes what the index is given of a message; the same message always makes the same. */
export function searchDocument(message: SearchableMessage): SearchDocument {
  const texts = searchedTexts(message);
  const tools = new Set(message.blocks.flatMap((block) => (block.kind === "tool_use" && block.name) || []));
  return {
    topic: topicOf(message.content),
    content: indexText(texts.content),
    tools: indexText(texts.tools),
    thinking: indexText(texts.thinking),
    parts: partsText([texts.content, texts.tools, texts.thinking]),
    facts: [
      ANY_MESSAGE,
      factWord("module", message.module),
      factWord("type", message.type),
      factWord("status", message.status),
      factWord("thread", message.threadId),
      ...[...tools].map((name) => factWord("tool", name)),
    ].join(" "),
  };
}

/** A thread's title as the index of titles is given it. */
export function titleDocument(title: string | null): string {
  return title === null ? "" : `${indexText(title)} ${partsText([title])}`;
}

/** The texts of a message that are searched, as they are shown. */
export function searchedTexts({ content, blocks }: Pick<SearchableMessage, "content" | "blocks">): {
  content: string;
  tools: string;
  thinking: string;
} {
  const shown = blocks.filter((block) => block.state !== "withdrawn");
  return {
    content,
    tools: shown.flatMap(toolText).join("\n"),
    thinking: shown.flatMap((block) => (block.kind === "thinking" ? block.text : [])).join("\n"),
  };
}

/** A sub-agent's text counts with the tool that it is; an answer's own text stands in its content. */
function toolText(block: SearchableMessage["blocks"][number]): string[] {
  if (block.kind === "thinking" || (block.kind === "text" && block.parentToolUseId === null)) return [];
  if (block.kind === "tool_use") return [`${block.name ?? ""} ${inputText(block.text)}`];
  return [block.text];
}

/** The strings of a tool's input, each as it was meant: in JSON a line's end is the letter n. */
export function inputText(json: string): string {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return json.replace(/\\[nrtbf"\\/]/g, " "); // still arriving, or cut off
  }
  const strings: string[] = [];
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === "string" || typeof next === "number") strings.push(String(next));
    else if (Array.isArray(next)) left.push(...next.toReversed());
    else if (typeof next === "object" && next !== null) {
      for (const [key, inner] of Object.entries(next).reverse()) left.push(inner, key);
    }
  }
  return strings.join("\n");
}

/** How much of a text tells what it is about, in characters; a word at its beginning counts more. */
const TOPIC_TEXT = 1_500;
const TOPIC_BEGINNING = 160;
const BEGINNING_WEIGHT = 3;
/** A topic is no word that is said once among many: it has this share of all that is said, at least. */
const TOPIC_SHARE = 0.04;
const TOPIC_WORDS = 8;

function topicOf(content: string): string {
  const weights = new Map<string, number>();
  let total = 0;
  for (const { word, start } of wordsOf(content.slice(0, TOPIC_TEXT))) {
    if (word.length < 2 || STOP_WORDS.has(word)) continue;
    const weight = start < TOPIC_BEGINNING ? BEGINNING_WEIGHT : 1;
    weights.set(word, (weights.get(word) ?? 0) + weight);
    total += weight;
  }
  const least = Math.max(BEGINNING_WEIGHT, total * TOPIC_SHARE);
  return [...weights]
    .filter(([, weight]) => weight >= least)
    .sort(([, a], [, b]) => b - a)
    .slice(0, TOPIC_WORDS)
    .map(([word]) => word)
    .join(" ");
}
