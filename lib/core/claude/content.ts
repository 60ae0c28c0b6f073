import type { Block } from "../message.ts";

/** Whether a block is the answer's own text: not thinking, not a tool's, not a sub-agent's. */
export function isOwnText(block: Pick<Block, "kind" | "parentToolUseId">): boolean {
  return block.kind === "text" && block.parentToolUseId === null;
}

/** The answer as one text: its own text blocks (no sub-agent's), without withdrawn ones, joined by a blank line. */
export function contentOf(blocks: readonly Pick<Block, "kind" | "state" | "text" | "parentToolUseId">[]): string {
  return blocks
    .filter((block) => isOwnText(block) && block.state !== "withdrawn")
    .map((block) => block.text)
    .filter((text) => text !== "")
    .join("\n\n");
}
