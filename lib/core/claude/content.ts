import type { Block } from "../message.ts";

/** The answer as one text: its own text blocks (no sub-agent's), without withdrawn ones, joined by a blank line. */
export function contentOf(blocks: readonly Pick<Block, "kind" | "state" | "text" | "parentToolUseId">[]): string {
  return blocks
    .filter((block) => block.kind === "text" && block.state !== "withdrawn" && block.parentToolUseId === null)
    .map((block) => block.text)
    .filter((text) => text !== "")
    .join("\n\n");
}
