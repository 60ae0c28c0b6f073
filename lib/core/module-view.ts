import type { InsightsBar } from "./insights.ts";
import type { Module, ThreadSummary } from "./message.ts";

/** How a module's directory stands. "slow": it did not answer in time (a network drive that is away, say). */
export const DIRECTORY_STATES = ["ok", "missing", "not-directory", "unreadable", "slow"] as const;
export type DirectoryState = (typeof DIRECTORY_STATES)[number];

/** What a look at a module's directory tells. */
export interface ModuleHealth {
  directory: DirectoryState;
  /** Whether it has a CLAUDE.md. */
  claudeMd: boolean;
  /** The git repository it is in; `branch` is null where HEAD names none that can be told. */
  git: { branch: string | null } | null;
}

/** A line of the list of modules. */
export interface ModuleRow {
  module: Module;
  threads: number;
  /** Of the last 30 days. */
  queries: number;
  costUsd: number;
}

/** The list of modules: as much of it as is shown. */
export interface ModuleList {
  rows: ModuleRow[];
  /** How many match, and how many there are in all. */
  matching: number;
  all: number;
}

/** What the page of a module shows at once; health, CLAUDE.md and figures come after. */
export interface ModulePageView {
  module: Module;
  threads: ThreadSummary[];
  /** All of them, without archived ones. */
  threadCount: number;
  /** Whether it can have another name: no thread and no run carries this one. */
  renameable: boolean;
  /** Whether it is in the list by itself: one that only the demo offers can't be removed or renamed. */
  kept: boolean;
}

/** The beginning of a module's CLAUDE.md. */
export interface ClaudeMd {
  text: string;
  /** Bytes of the whole file. */
  size: number;
  cut: boolean;
}

/** What a module cost in each of some months, oldest first. */
export interface MonthlySpend {
  bars: Pick<InsightsBar, "from" | "to">[];
  costs: number[];
  queries: number[];
}

/** A directory that may become a module, as it was found. */
export interface FoundDirectory {
  path: string;
  /** The name it would get. */
  name: string;
  /** The module that stands for it already. */
  known: string | null;
  /** What makes it look like a project: ".git", "package.json" … */
  signs: string[];
  /** Sessions of Claude Code that were begun in it; 0 where that was not looked at. */
  sessions: number;
  /** When the newest of them was written last, in Unix seconds. */
  newestAt: number | null;
}

/** What a search for directories found. */
export interface FoundDirectories {
  /** The folder or the history that was looked at. */
  root: string;
  directories: FoundDirectory[];
  /** How many folders were looked at. */
  looked: number;
  /** Whether a bound ended it before everything was looked at. */
  cut: boolean;
}

/** What became of directories that were to be added. */
export interface AddedModules {
  added: { name: string; path: string }[];
  refused: { path: string; message: string; hint: string }[];
}
