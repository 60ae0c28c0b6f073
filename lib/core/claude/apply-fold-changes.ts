import type { Block } from "../message.ts";
import type { FoldChange } from "./fold-types.ts";

/** A block without the message it belongs to. */
export type FoldedBlock = Omit<Block, "messageId">;

/** Applies changes to the blocks of a message (position = index). The reference for what the store does in SQL. */
export function applyFoldChanges(blocks: readonly FoldedBlock[], changes: readonly FoldChange[]): FoldedBlock[] {
  const next = [...blocks];
  for (const change of changes) {
    if (change.type === "open") {
      const { type: _, ...head } = change;
      if (change.position !== next.length)
        throw new Error(`Block ${change.position} opened after ${next.length} blocks`);
      next.push({ ...head, state: "open", text: "", isError: false });
    } else if ("position" in change) {
      const block = next[change.position];
      if (block === undefined) throw new Error(`Change "${change.type}" to the missing block ${change.position}`);
      next[change.position] = { ...block, ...patchOf(block, change) };
    }
  }
  return next;
}

type BlockChange = Extract<FoldChange, { position: number }>;

function patchOf(block: FoldedBlock, change: BlockChange): Partial<FoldedBlock> {
  switch (change.type) {
    case "append":
      return { text: block.text + change.text };
    case "replace":
      return { text: change.text };
    case "settle":
      return { state: "settled", isError: change.isError };
    case "withdraw":
      return { state: "withdrawn" };
    default:
      return {};
  }
}
