"use client";
import { createContext } from "react";
import type { Block } from "@/lib/core/message.ts";

/** How what is folded is treated. */
export interface Folds {
  /** Whether what is folded is drawn only once it is unfolded: in a long thread it would be too much. */
  lazy: boolean;
  /** The message that the address names: in it, what a search has found is drawn, also when it is folded. */
  target: string | null;
  /** The block that the address names, by its key: it is unfolded, and so is what it is in. */
  named: string | null;
  /** What was unfolded, by its key: it is so again when the reader comes back to it. */
  opened: Set<string>;
}

export const FoldsContext = createContext<Folds>({ lazy: false, target: null, named: null, opened: new Set() });

/** What a block is remembered by. */
export function foldKey({ messageId, position }: Pick<Block, "messageId" | "position">): string {
  return `${messageId} ${position}`;
}
