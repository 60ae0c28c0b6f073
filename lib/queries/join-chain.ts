import { type Asker, BEGINS_CHAIN, type ChainPlace } from "../core/chain.ts";
import { SwitchboardError } from "../core/failure.ts";
import { type ChainRun, chainCost, lineOfRun } from "../db/chains.ts";
import type { Db } from "../db/db.ts";
import { findModule } from "../db/modules.ts";
import { askerEnded } from "../db/queries.ts";

/** Whom a module wants to ask. */
interface Target {
  module: string;
  /** The real path. */
  cwd: string;
}

/** A question's place in its chain, and what is left of the chain's budget, in US dollars; null when it has none. */
export interface JoinedChain extends ChainPlace {
  /** The thread in which the asking run writes; null when there is none. */
  threadId: string | null;
  budgetLeft: number | null;
}

/**
 * Finds the place of a question in the chain of those that led to it. What it is refused for is told in words that the
 * asking model can use.
 * @param most how many questions may stand one below another
 * @throws SwitchboardError chain-ended, chain-cycle, chain-too-deep, chain-budget
 */
export function joinChain(db: Db, asker: Asker | undefined, target: Target, most: number): JoinedChain {
  if (asker === undefined) return { ...BEGINS_CHAIN, threadId: null, budgetLeft: null };
  const line = asker.runId === null ? [] : lineOfRun(db, asker.runId);
  const [parent] = line;
  if (asker.runId !== null && (parent === undefined || parent.isOver === 1)) throw askerEnded(asker.module);
  const root = line.at(-1);
  const above: Target[] = [...line];
  // A session that Switchboard did not launch stands at the top of what it asks.
  const top = root === undefined ? asker.module : root.asker;
  if (top !== null) above.push({ module: top, cwd: findModule(db, top)?.path ?? "" });
  if (above.some((one) => one.module === target.module || one.cwd === target.cwd)) throw cycle(above, target);
  const depth = (parent?.depth ?? 0) + 1;
  if (depth > most) throw tooDeep(above, target, most);
  return {
    ...{ asker: asker.module, depth, threadId: parent?.threadId ?? null },
    parentRunId: parent?.runId ?? null,
    rootRunId: root?.runId ?? null,
    budgetLeft: root === undefined ? null : budgetLeft(db, root),
  };
}

function budgetLeft(db: Db, { runId, chainBudgetUsd }: ChainRun): number | null {
  if (!chainBudgetUsd) return null;
  const spent = chainCost(db, runId);
  if (spent < chainBudgetUsd) return chainBudgetUsd - spent;
  throw refusal(
    "chain-budget",
    `This chain of questions may cost $${chainBudgetUsd.toFixed(2)}, and has cost $${spent.toFixed(2)}.`,
    "Answer from what is known by now, and say what is missing.",
  );
}

const words = (above: readonly Target[], target: Target) =>
  [...above.toReversed(), target].map(({ module }) => module).join(" → ");

function cycle(above: readonly Target[], target: Target): SwitchboardError {
  return refusal(
    "chain-cycle",
    `${target.module} can't be asked here: it waits for this answer itself (${words(above, target)}).`,
    "Answer from what you know, or ask another module.",
  );
}

function tooDeep(above: readonly Target[], target: Target, most: number): SwitchboardError {
  return refusal(
    "chain-too-deep",
    `${target.module} can't be asked here: ${most} questions may stand one below another, and this would be one more (${words(above, target)}).`,
    "Answer from what you know. Whoever runs Switchboard can raise SWITCHBOARD_MAX_DEPTH.",
  );
}

function refusal(code: SwitchboardError["code"], message: string, hint: string): SwitchboardError {
  return new SwitchboardError(code, message, { hint, field: "module" });
}
