"use client";
import { createContext } from "react";

/** How what is folded is treated. */
export interface Folds {
  /** Whether what is folded is drawn only once it is unfolded: in a long thread it would be too much. */
  lazy: boolean;
  /** The message that the address names: in it, what a search has found is drawn, also when it is folded. */
  target: string | null;
  /** What was unfolded, by its key: it is so again when the reader comes back to it. */
  opened: Set<string>;
}

export const FoldsContext = createContext<Folds>({ lazy: false, target: null, opened: new Set() });
