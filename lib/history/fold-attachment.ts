import { toolResultText } from "../core/claude/content-block.ts";
import { arrayOf, jsonText, numberOf, recordOf, stringOf } from "../core/claude/read.ts";
import { tooManyTurns } from "./history-failures.ts";
import { NOT_SHOWN_ATTACHMENTS } from "./known-lines.ts";
import { keepUnknown } from "./line-parts.ts";
import type { Line, Reading } from "./reading.ts";

type Data = Record<string, unknown>;

/** Takes an attachment: what the CLI added to a question, or noted beside it. */
export function foldAttachment(reading: Reading, line: Line, parent: string | null): void {
  const attachment = recordOf(line.data.attachment);
  const type = stringOf(attachment.type) ?? "(no type)";
  if (NOT_SHOWN_ATTACHMENTS.has(type)) {
    reading.notShown(`attachment/${type}`);
    return;
  }
  const shown = SHOWN.get(type);
  if (!shown) {
    keepUnknown(reading, line, `attachment/${type}`, parent);
    return;
  }
  const words = shown.words(attachment);
  if (words.trim() === "") reading.notShown(`attachment/${type}`);
  else reading.notice(shown.name, words, line, parent);
  if (type === "max_turns_reached" && parent === null) reading.end(tooManyTurns(numberOf(attachment.maxTurns)));
}

interface Shown {
  /** The notice's code. */
  name: string;
  words(attachment: Data): string;
}

const SHOWN: ReadonlyMap<string, Shown> = new Map<string, Shown>([
  ["file", { name: "attachment", words: fileWords }],
  ["new_file", { name: "attachment", words: fileWords }],
  ["pdf_reference", { name: "attachment", words: fileWords }],
  ["plan_file_reference", { name: "attachment", words: (data) => titled(pathOf(data), data.planContent) }],
  ["edited_text_file", { name: "attachment", words: (data) => titled(`${pathOf(data)} (changed)`, data.snippet) }],
  ["edited_image_file", { name: "attachment", words: (data) => `${pathOf(data)} (changed)` }],
  ["directory", { name: "attachment", words: (data) => titled(pathOf(data), data.content) }],
  ["selected_lines_in_ide", { name: "attachment", words: (data) => titled(pathOf(data), data.content) }],
  ["mcp_resource", { name: "attachment", words: (data) => titled(stringOf(data.uri) ?? "A resource", data.content) }],
  ["diagnostics", { name: "attachment", words: (data) => titled("Diagnostics", data.files) }],
  ["nested_memory", { name: "memory", words: (data) => titled(pathOf(data), recordOf(data.content).content) }],
  ["relevant_memories", { name: "memory", words: memoryWords }],
  ["queued_command", { name: "queued-question", words: (data) => textOf(data.prompt) }],
  [
    "agent_mention",
    { name: "note", words: (data) => `The agent ${stringOf(data.agentType) ?? "(no name)"} is asked for.` },
  ],
  ["goal_status", { name: "note", words: (data) => stringOf(data.message) ?? stringOf(data.reason) ?? "" }],
  ["structured_output", { name: "structured-output", words: (data) => jsonText(data.data) }],
  [
    "max_turns_reached",
    { name: "note", words: (data) => `The limit of ${numberOf(data.maxTurns)} turns was reached.` },
  ],
  ["hook_success", { name: "hook", words: hookWords }],
  ["hook_additional_context", { name: "hook", words: hookWords }],
  ["hook_system_message", { name: "hook", words: hookWords }],
  ["hook_blocking_error", { name: "hook", words: hookWords }],
  ["hook_non_blocking_error", { name: "hook", words: hookWords }],
  ["hook_error_during_execution", { name: "hook", words: hookWords }],
  ["hook_stopped_continuation", { name: "hook", words: hookWords }],
  ["hook_deferred_tool", { name: "hook", words: hookWords }],
]);

function pathOf(data: Data): string {
  const file = recordOf(recordOf(data.content).file);
  return (
    stringOf(data.filename) ?? stringOf(data.path) ?? stringOf(file.filePath) ?? stringOf(data.displayPath) ?? "A file"
  );
}

/** What is attached, under its name. */
function titled(title: string, content: unknown): string {
  const text = textOf(content);
  return text.trim() === "" ? title : `${title}\n\n${text}`;
}

function textOf(content: unknown): string {
  if (content === undefined || content === null) return "";
  if (typeof content === "string") return content;
  if (Array.isArray(content)) return toolResultText(content);
  return jsonText(content);
}

function fileWords(data: Data): string {
  const content = recordOf(data.content);
  const file = recordOf(content.file);
  const text = stringOf(file.content);
  if (text !== null) return titled(pathOf(data), text);
  const base64 = stringOf(file.base64);
  if (base64 === null) return titled(pathOf(data), stringOf(data.content) ?? "");
  const kilobytes = Math.max(1, Math.round((base64.length * 0.75) / 1000));
  return `${pathOf(data)}\n\n[${stringOf(content.type) ?? "file"}, ${stringOf(file.type) ?? "of an unknown type"}, ${kilobytes} kB]`;
}

function memoryWords(data: Data): string {
  return arrayOf(data.memories)
    .map(recordOf)
    .map((memory) => titled(stringOf(memory.path) ?? "(no path)", memory.content))
    .join("\n\n");
}

/** A hook that printed nothing and did nothing is not told. */
function hookWords(data: Data): string {
  const name = stringOf(data.hookName) ?? stringOf(data.hookEvent) ?? "(no name)";
  const content = Array.isArray(data.content) ? data.content.join("\n") : (stringOf(data.content) ?? "");
  const blocked = recordOf(data.blockingError);
  const parts = [content || (stringOf(data.stdout) ?? ""), stringOf(data.stderr), stringOf(data.message)];
  const said = [...parts, stringOf(blocked.blockingError)].filter((part) => part !== null && part.trim() !== "");
  const failed = data.type !== "hook_success" && data.type !== "hook_additional_context";
  if (said.length === 0 && !failed) return "";
  return [`The hook ${name} ${failed ? `told of a problem (${stringOf(data.type)})` : "ran"}.`, ...said].join("\n");
}
