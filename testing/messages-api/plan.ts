import { type MessagesBody, newestPrompt, systemText, toolNames, userTexts } from "./request.ts";
import { parseScript } from "./script.ts";

/** Something to send, in order; a hold stops the response while the block before it is still open. */
export type Item =
  | { type: "text" | "thinking"; deltas: string[] }
  | { type: "tool_use"; name: string; deltas: string[] }
  | { type: "hold"; name: string }
  | { type: "more"; deltas: string[] };

export type FaultKind = "HTTP" | "DROP0" | "DROP" | "TRUNC" | "MALFORMED" | "SSEERR" | "HANG" | "HANGMID";

export interface Fault {
  kind: FaultKind;
  /** Only with kind "HTTP". */
  status: number;
  retryAfter: string | null;
  /** How many attempts at the same step it hits. */
  times: number;
}

/** One response, before it is written as a stream or as a whole. */
export interface Plan {
  items: Item[];
  faults: Fault[];
  delayMs: number;
  headersAfterMs: number;
  stopReason: string | null;
  usage: { input: number; output: number } | null;
}

const TOOL_DELTA = 24;
const FILLER = "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt\n";
const FAULT = /^(?:ERR(\d{3})|(SSEERR|DROP0?|TRUNC|MALFORMED|HANGMID|HANG))(?:\/(\d+))?(?:\s+x(\d+))?$/;

/** A plan that sends these items. */
export function planOf(items: Item[], delayMs = 0): Plan {
  return { items, faults: [], delayMs, headersAfterMs: 0, stopReason: null, usage: null };
}

/** The response that a script gives to this request. */
export function scriptedPlan(body: MessagesBody): Plan {
  const { text, step } = newestPrompt(body);
  const plan = planOf([]);
  for (const part of parseScript(text)[step] ?? ["SAY Done."]) addPart(plan, part, body);
  return plan;
}

function addPart(plan: Plan, part: string, body: MessagesBody): void {
  const fault = faultOf(part);
  if (fault) {
    plan.faults.push(fault);
    return;
  }
  const [word = "", rest = ""] = splitWord(part);
  const [first, second] = rest.split(/\s+/);
  if (word === "SLOW") plan.delayMs = Number(first);
  else if (word === "TTFB") plan.headersAfterMs = Number(first);
  else if (word === "STOP") plan.stopReason = rest;
  else if (word === "USAGE") plan.usage = { input: Number(first), output: Number(second) };
  else plan.items.push(itemOf(word, rest, body) ?? { type: "text", deltas: wordsOf(part) });
}

/** The item of a content part; null when the part is plain words. */
function itemOf(word: string, rest: string, body: MessagesBody): Item | null {
  const [kind, name = ""] = word.split(":");
  switch (kind) {
    case "SAY":
      return { type: "text", deltas: wordsOf(rest) };
    case "THINK":
      return { type: "thinking", deltas: wordsOf(rest) };
    case "MORE":
      return { type: "more", deltas: wordsOf(` ${rest}`) };
    case "HOLD":
      return { type: "hold", name: rest };
    case "TOOL":
      return { type: "tool_use", name, deltas: piecesOf(rest || "{}", TOOL_DELTA) };
    case "BADTOOL":
      return { type: "tool_use", name, deltas: piecesOf(rest, TOOL_DELTA) };
    case "LONG":
      return longText(rest);
    case "HISTORY":
      return { type: "text", deltas: [historyText(body)] };
    case "SYSTEM":
      return { type: "text", deltas: piecesOf(systemText(body) || "(no system prompt)", 400) };
    case "TOOLS":
      return { type: "text", deltas: [JSON.stringify({ model: body.model, tools: toolNames(body) })] };
    default:
      return null;
  }
}

function splitWord(part: string): string[] {
  const end = part.search(/\s/);
  return end < 0 ? [part] : [part.slice(0, end), part.slice(end).trim()];
}

function faultOf(part: string): Fault | null {
  const match = FAULT.exec(part);
  if (!match) return null;
  const [, status, kind, retryAfter, times] = match;
  return {
    kind: status ? "HTTP" : (kind as FaultKind), // one of the words that FAULT lists
    status: Number(status ?? 0),
    retryAfter: retryAfter ?? null,
    times: times ? Number(times) : Number.POSITIVE_INFINITY,
  };
}

function longText(sizes: string): Item {
  const [characters = 0, delta = 5] = sizes.split(/\s+/).map(Number);
  const text = FILLER.repeat(Math.ceil(characters / FILLER.length)).slice(0, characters);
  return { type: "text", deltas: piecesOf(text, delta) };
}

function historyText(body: MessagesBody): string {
  const texts = userTexts(body);
  return `I see ${texts.length} user texts: ${JSON.stringify(texts.map((text) => text.slice(0, 120)))}`;
}

/** A text in deltas of one word each, white space kept. */
export function wordsOf(text: string): string[] {
  return text.match(/\s*\S+(?:\s+$)?/gu) ?? [text];
}

function piecesOf(text: string, size: number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += size) pieces.push(text.slice(at, at + size));
  return pieces;
}
