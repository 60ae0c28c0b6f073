// Fetched with its library when code is first shown: nothing else imports it but use-highlight.ts.
import { createLowlight } from "lowlight";
import { loadGrammar } from "./grammars.ts";
import type { Span } from "./text-spans.ts";

const lowlight = createLowlight();

/** What kinds of words look like; a kind that isn't here looks like plain text. */
const TONES: Readonly<Record<string, string>> = {
  ...tone("keyword", "keyword selector-tag template-tag doctag"),
  ...tone("string", "string regexp char link template-variable"),
  ...tone("number", "number literal symbol bullet"),
  ...tone("comment", "comment quote"),
  ...tone("title", "title section name selector-id selector-class function"),
  ...tone("type", "type class built_in attr attribute property selector-attr selector-pseudo"),
  ...tone("meta", "meta"),
  addition: "code-added",
  deletion: "code-removed",
  strong: "code-strong",
  emphasis: "code-emphasis",
};

function tone(name: string, kinds: string): Record<string, string> {
  return Object.fromEntries(kinds.split(" ").map((kind) => [kind, `code-${name}`]));
}

interface HastNode {
  type: string;
  value?: string;
  properties?: { className?: unknown };
  children?: HastNode[];
}

/** The parts of a code that look different. @param language as languageNamed gives it */
export async function highlight(text: string, language: string): Promise<Span[]> {
  if (!lowlight.registered(language)) {
    const grammar = await loadGrammar(language);
    if (!grammar) return [];
    lowlight.register(language, grammar);
  }
  const spans: Span[] = [];
  collect(lowlight.highlight(language, text), null, 0, spans);
  return spans;
}

/** Adds what looks different in a node that begins at a place. @returns where it ends */
function collect(node: HastNode, outer: string | null, at: number, spans: Span[]): number {
  if (node.type === "text") {
    const end = at + (node.value?.length ?? 0);
    const last = spans.at(-1);
    if (outer === null || end === at) return end;
    if (last?.end === at && last.className === outer) last.end = end;
    else spans.push({ start: at, end, className: outer });
    return end;
  }
  const own = toneOf(node) ?? outer;
  let end = at;
  for (const child of node.children ?? []) end = collect(child, own, end, spans);
  return end;
}

function toneOf({ properties }: HastNode): string | null {
  const [kind] = Array.isArray(properties?.className) ? properties.className : [];
  // "hljs-title", or "hljs-title.function_" for a narrower kind.
  const name = typeof kind === "string" ? (kind.replace(/^hljs-/, "").split(".")[0] ?? "") : "";
  return Object.hasOwn(TONES, name) ? (TONES[name] ?? null) : null;
}
