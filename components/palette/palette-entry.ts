import type { LucideIcon } from "lucide-react";
import type { ShortcutId } from "../keys/shortcuts.ts";
import type { PaletteMode } from "./palette-input.ts";

/** The headings of the palette in their order: at first what was done last, then what fits the words best. */
const AT_FIRST = ["Threads", "Ask", "Go to", "Do", "Search"] as const;
const WHEN_TYPED = ["Go to", "Threads", "Ask", "Do", "Search"] as const;
const WHEN_SEARCHING = ["Search", "Threads", "Ask", "Go to", "Do"] as const;
export type PaletteGroup = (typeof WHEN_TYPED)[number];

/** A line of the palette. */
export interface PaletteEntry {
  id: string;
  group: PaletteGroup;
  words: string;
  /** Words that find it besides those that are shown. */
  alsoFor?: string;
  /** Shown beside it. */
  aside?: string;
  Icon: LucideIcon;
  shortcut?: ShortcutId;
  /** Whether it is shown whatever is typed: what was found for it, or what takes it up. */
  always?: boolean;
  /** Does it, after the palette is closed. */
  run(): void;
}

/** As it is compared: without case and accents. */
const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * The entries that have every word that was typed, by group; in a group those that begin with what was typed come first,
 * and otherwise their order stays.
 */
export function fittingEntries(
  entries: readonly PaletteEntry[],
  typed: string,
  mode: PaletteMode = "all",
): { group: PaletteGroup; entries: PaletteEntry[] }[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const beginning = plain(typed.trim());
  const fits = (entry: PaletteEntry) => {
    const text = plain(`${entry.words} ${entry.alsoFor ?? ""} ${entry.aside ?? ""}`);
    return entry.always === true || words.every((word) => text.includes(word));
  };
  const begins = (entry: PaletteEntry) => Number(beginning !== "" && plain(entry.words).startsWith(beginning));
  const fitting = entries.filter(fits);
  const order = words.length === 0 ? AT_FIRST : WHEN_TYPED;
  return (mode === "search" ? WHEN_SEARCHING : order)
    .map((group) => ({
      group,
      entries: fitting.filter((entry) => entry.group === group).sort((a, b) => begins(b) - begins(a)),
    }))
    .filter((each) => each.entries.length > 0);
}
