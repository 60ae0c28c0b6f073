/** Who asks, when it is a module: by name, and the run in which it asks when there is one. */
export interface Asker {
  module: string;
  /** null: a session of Claude Code that Switchboard did not launch. */
  runId: string | null;
}

/** Where a question stands in the chain of those that led to it. */
export interface ChainPlace {
  /** The module that asks; null for a person or a program. */
  asker: string | null;
  parentRunId: string | null;
  rootRunId: string | null;
  /** 0 for a person's question; 1 for one that a module asks of its own accord. */
  depth: number;
}

/** The place of a question that no module asks. */
export const BEGINS_CHAIN: ChainPlace = { asker: null, parentRunId: null, rootRunId: null, depth: 0 };

/** What a query has of all this when nobody says anything. */
export const NO_CHAIN = { ...BEGINS_CHAIN, maxSeconds: null, asks: false, awaited: false, chainBudgetUsd: null };

/** One query of a chain, as it is shown in the tree of who asked whom. Timestamps are Unix seconds. */
export interface ChainLink {
  runId: string;
  parentRunId: string | null;
  rootRunId: string;
  threadId: string;
  messageId: string;
  questionId: string;
  /** null for a person or a program. */
  asker: string | null;
  module: string;
  depth: number;
  state: string;
  status: string;
  /** The beginning of the question, at most 200 characters. */
  question: string;
  startedAt: number;
  endedAt: number | null;
  costUsd: number | null;
  /** Why it failed: its code; null when it didn't. */
  failure: string | null;
}

/** The links of a chain in the order of a tree: each before those that it asked, these in the order of asking. */
export function inTreeOrder(links: readonly ChainLink[]): ChainLink[] {
  const known = new Set(links.map((link) => link.runId));
  const below = new Map<string | null, ChainLink[]>();
  for (const link of links) {
    const parent = link.parentRunId !== null && known.has(link.parentRunId) ? link.parentRunId : null;
    below.set(parent, [...(below.get(parent) ?? []), link]);
  }
  const ordered: ChainLink[] = [];
  const add = (parent: string | null) => {
    for (const link of (below.get(parent) ?? []).sort((a, b) => a.startedAt - b.startedAt)) {
      ordered.push(link);
      add(link.runId);
    }
  };
  add(null);
  return ordered;
}
