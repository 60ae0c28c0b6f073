import type { BlockHead } from "./fold-step.ts";
import { arrayOf, cutRaw, isRecord, jsonText, recordOf, stringOf } from "./read.ts";

/** A content block of an API message, as it is shown. */
export interface ReadBlock {
  head: BlockHead;
  text: string;
}

/** Reads a content block of an assistant line, or of a content_block_start. Never drops one it does not know. */
export function readContentBlock(value: unknown, parentToolUseId: string | null): ReadBlock {
  const block = recordOf(value);
  const head = { name: null, toolUseId: null, parentToolUseId };
  switch (block.type) {
    case "text":
      return { head: { ...head, kind: "text" }, text: stringOf(block.text) ?? "" };
    case "thinking":
      return { head: { ...head, kind: "thinking" }, text: stringOf(block.thinking) ?? "" };
    case "redacted_thinking":
      return { head: { ...head, kind: "thinking", name: "redacted" }, text: "" };
    case "tool_use": {
      const toolHead: BlockHead = {
        ...head,
        kind: "tool_use",
        name: stringOf(block.name),
        toolUseId: stringOf(block.id),
      };
      return { head: toolHead, text: jsonText(block.input ?? {}) };
    }
    default:
      return { head: { ...head, kind: "unknown", name: stringOf(block.type) ?? "content" }, text: rawText(value) };
  }
}

/** The content of a message as a list of blocks; a bare string counts as one text block. */
export function contentBlocks(content: unknown): unknown[] {
  return typeof content === "string" ? [{ type: "text", text: content }] : arrayOf(content);
}

/** What a tool answered, as text. Images and documents are named, not shown. */
export function toolResultText(content: unknown): string {
  return contentBlocks(content)
    .map((part) => {
      const block = recordOf(part);
      if (block.type === "text") return stringOf(block.text) ?? "";
      if (isRecord(block.source)) return mediaText(String(block.type), block.source);
      return rawText(part);
    })
    .join("\n");
}

function mediaText(type: string, source: Record<string, unknown>): string {
  const media = stringOf(source.media_type) ?? stringOf(source.url) ?? "of an unknown type";
  const data = stringOf(source.data);
  if (data === null) return `[${type}, ${media}]`;
  // Base64 has four characters for three bytes.
  return `[${type}, ${media}, ${Math.max(1, Math.round((data.length * 0.75) / 1000))} kB]`;
}

/** A value that this version does not know, as JSON text. */
export function rawText(value: unknown): string {
  return cutRaw(jsonText(value));
}
