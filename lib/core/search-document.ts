import type { Block } from "./message.ts";
import { partWords } from "./search-parts.ts";
import { indexText, nameWord, wordsOf } from "./search-words.ts";
import { STOP_WORDS } from "./stop-words.ts";

/** What search knows of a message: a text of index words for each column of the search index. */
export interface SearchDocument {
  /** What it says, what its tools were given and gave, and what it thought, with ~ between them. */
  text: string;
  /**
   * What is known about it: words that no text has (its module, type, status, thread, tools, and what it is about),
   * and the parts of its identifiers, so that useState is found by "state".
   */
  facts: string;
}

export interface SearchableMessage {
  threadId: string;
  module: string;
  type: string;
  status: string;
  content: string;
  blocks: readonly Pick<Block, "kind" | "state" | "text" | "name" | "parentToolUseId">[];
}

/** Kinds of facts, by the letter that their words begin with. */
export const FACTS = { module: "m", type: "y", status: "s", thread: "t", tool: "o", topic: "w" } as const;

/** A word that every message has: what all but some is taken from. */
export const ANY_MESSAGE = "~a";

/** A fact as a word of the index: no text has it, since ~ is never part of a text's word. */
export function factWord(fact: keyof typeof FACTS, value: string): string {
  return `~${FACTS[fact]}${nameWord(value)}`;
}

/** A word that a message is about, or, with `prefix`, the beginning of one. */
export const topicWord = (word: string) => `~${FACTS.topic}${word}`;

/** Makes what the index is given of a message; the same message always makes the same. */
export function searchDocument(message: SearchableMessage): SearchDocument {
  const { content, tools, thinking } = searchedTexts(message);
  const used = new Set(message.blocks.flatMap((block) => (block.kind === "tool_use" && block.name) || []));
  // A phrase never reaches from what is said to what a tool printed.
  const text = [content, tools, thinking]
    .filter((part) => part !== "")
    .map(indexText)
    .join(" ~ ");
  const facts = [
    ANY_MESSAGE,
    factWord("module", message.module),
    factWord("type", message.type),
    factWord("status", message.status),
    factWord("thread", message.threadId),
    ...[...used].map((name) => factWord("tool", name)),
    ...topicOf(message.content).map(topicWord),
    ...partWords([content, tools, thinking]),
  ];
  return { text, facts: facts.join(" ") };
}

/** A thread's title as the index of titles is given it. */
export function titleDocument(title: string | null): string {
  return title === null ? "" : `${indexText(title)} ~ ${partWords([title]).join(" ")}`;
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

/** The words that a text is about: those that occur most, above all at its beginning. */
function topicOf(content: string): string[] {
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
    .map(([word]) => word);
}
