import { stringOf } from "../core/claude/read.ts";
import { derivedId } from "./derived-id.ts";
import { foldAssistant } from "./fold-assistant.ts";
import { foldAttachment } from "./fold-attachment.ts";
import { foldSystem } from "./fold-system.ts";
import { foldUser } from "./fold-user.ts";
import { NOT_SHOWN_TYPES } from "./known-lines.ts";
import { keepUnknown } from "./line-parts.ts";
import type { Line, Reading } from "./reading.ts";
import { sidechainOf } from "./sidechains.ts";

/**
 * Takes one line of a transcript. Never throws for what stands in it, and leaves nothing out in silence: it becomes a
 * block, is counted as known and not shown, or is told as a problem.
 */
export function foldLine(reading: Reading, data: Record<string, unknown>, number: number): void {
  const type = stringOf(data.type);
  if (type === null) {
    keepUnknown(reading, lineOf(reading, data, number), "(no type)");
  } else if (isTitle(type)) foldTitle(reading, data, type);
  else if (NOT_SHOWN_TYPES.has(type)) reading.notShown(type);
  else foldConversation(reading, lineOf(reading, data, number), type);
}

function lineOf(reading: Reading, data: Record<string, unknown>, number: number): Line {
  const { state, place } = reading;
  const told = Date.parse(stringOf(data.timestamp) ?? "") / 1000;
  const at = Math.max(state.lastAt, Number.isFinite(told) && told > 0 ? told : 0);
  state.lastAt = at;
  state.cliVersion = stringOf(data.version) ?? state.cliVersion;
  const id = stringOf(data.uuid) ?? derivedId("line", `${place.sessionId} ${number}`);
  return { data, number, id, parentId: stringOf(data.parentUuid), at };
}

function foldConversation(reading: Reading, line: Line, type: string): void {
  const { data } = line;
  const isSidechain = data.isSidechain === true && !reading.place.isOrphan;
  const parent = reading.place.agentOf ?? (isSidechain ? sidechainOf(reading, line) : null);
  switch (type) {
    case "user":
      foldUser(reading, line, parent);
      break;
    case "assistant":
      foldAssistant(reading, line, parent);
      break;
    case "system":
      foldSystem(reading, line, parent);
      break;
    case "attachment":
      foldAttachment(reading, line, parent);
      break;
    default:
      keepUnknown(reading, line, type);
  }
  if (parent === null) reading.tip(line);
  const summary = reading.state.summaries[line.id];
  if (summary !== undefined) reading.offerTitle(summary, TITLES.summary);
}

/** Which title counts: the higher one; a question's beginning is used when there is none. */
const TITLES = { question: 0, summary: 1, "agent-name": 2, "ai-title": 3, "custom-title": 4 } as const;
const TITLE_FIELDS: ReadonlyMap<string, string> = new Map([
  ["custom-title", "customTitle"],
  ["ai-title", "aiTitle"],
  ["agent-name", "agentName"],
]);
const MOST_SUMMARIES = 50;

function isTitle(type: string): type is "summary" | "custom-title" | "ai-title" | "agent-name" {
  return type === "summary" || TITLE_FIELDS.has(type);
}

function foldTitle(
  reading: Reading,
  data: Record<string, unknown>,
  type: "summary" | "custom-title" | "ai-title" | "agent-name",
): void {
  reading.notShown(type);
  if (type !== "summary") {
    reading.offerTitle(stringOf(data[TITLE_FIELDS.get(type) ?? ""]) ?? "", TITLES[type]);
    return;
  }
  // It may sum up another session: it is one of this if its last line comes.
  const { summaries, tips } = reading.state;
  const leaf = stringOf(data.leafUuid);
  const text = stringOf(data.summary);
  if (leaf === null || text === null) return;
  if (tips.includes(leaf)) reading.offerTitle(text, TITLES.summary);
  else if (Object.keys(summaries).length < MOST_SUMMARIES) summaries[leaf] = text.slice(0, 200);
}
