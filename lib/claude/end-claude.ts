import { randomUUID } from "node:crypto";
import { endSessionLine, interruptLine } from "../core/claude/argv.ts";
import { descendantsOf } from "./descendants.ts";
import { writeStdin } from "./launch-claude.ts";
import { isAlive, type ProcessIdentity, signal } from "./process-identity.ts";
import type { Spool } from "./spool.ts";

/** A running `claude`, as far as ending it needs to know. */
export interface RunningClaude {
  identity: ProcessIdentity;
  spool: Spool;
}

/** How long each step may take before the next, harder one, in milliseconds: under 6 s in all. */
const INTERRUPT_MS = 2_500;
const TERM_MS = 1_000;
const MANNERS = {
  usual: { askMs: 1_500, termMs: TERM_MS },
  deaf: { askMs: 0, termMs: TERM_MS },
  quick: { askMs: 300, termMs: 100 },
};
const POLL_MS = 20;

/**
 * Interrupts the turn. Only this and SIGINT make the CLI end its own running tools; the partial answer and a result
 * are printed.
 * @param hasResult whether the result has been read from the spool
 */
export async function interruptClaude(claude: RunningClaude, hasResult: () => boolean): Promise<void> {
  const limit = performance.now() + INTERRUPT_MS;
  const isOver = () => hasResult() || !isAlive(claude.identity);
  await tell(claude, interruptLine(randomUUID()), limit);
  await until(isOver, limit);
}

/**
 * Ends the process, and whatever it started: asks it to end its session (its transcript is complete then, and its
 * background tools are ended), then SIGTERM, then SIGKILL to its group and to the descendants collected before.
 * @param manner "deaf": it has left an interrupt without an answer, so it isn't asked; "quick": it is idle, and who
 * ends it has less than a second
 */
export async function endClaude(claude: RunningClaude, manner: keyof typeof MANNERS = "usual"): Promise<void> {
  const { identity, spool } = claude;
  const { askMs, termMs } = MANNERS[manner];
  const alive = () => isAlive(identity);
  const family = await descendantsOf(identity, spool.mark);
  if (askMs > 0 && alive()) {
    const limit = performance.now() + askMs;
    await tell(claude, endSessionLine(randomUUID()), limit);
    await until(() => !alive(), limit);
  }
  if (alive()) {
    family.push(...(await descendantsOf(identity, spool.mark)));
    signal(identity, "SIGTERM");
    await until(() => !alive(), performance.now() + termMs);
    signal(identity, "SIGKILL", true);
  }
  family.push(...(await descendantsOf(identity, spool.mark)));
  for (const relative of family) signal(relative, "SIGKILL");
  // A signal that was sent has not ended it yet on a busy machine.
  await until(() => !alive() && !family.some(isAlive), performance.now() + TERM_MS);
}

/** Ends whatever a run started whose own process is not known. */
export async function endMarked(mark: string): Promise<void> {
  for (const relative of await descendantsOf(null, mark)) signal(relative, "SIGKILL");
}

/**
 * Writes to its stdin. When that can't be done, the steps that follow don't need it: what it doesn't read stays full.
 * @param limit by performance.now()
 */
async function tell(claude: RunningClaude, line: string, limit: number): Promise<void> {
  const goesOn = () => performance.now() < limit && isAlive(claude.identity);
  await writeStdin(claude.spool, line, goesOn).catch((error: unknown) => {
    console.error(`Claude Code (run ${claude.spool.mark}) can't be told to end by itself:`, error);
  });
}

/** Waits until a condition holds, at most until `limit` by performance.now(). */
async function until(condition: () => boolean, limit: number): Promise<void> {
  while (!condition() && performance.now() < limit) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}
