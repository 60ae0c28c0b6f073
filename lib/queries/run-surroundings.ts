import { checkDirectory } from "../claude/check-directory.ts";
import { checkMayRun } from "../claude/check-profile.ts";
import type { RunRights } from "../claude/child-environment.ts";
import { type ClaudeCli, findClaude } from "../claude/find-claude.ts";
import { mentionsStayWithin } from "../claude/mentions-within.ts";
import { SwitchboardError } from "../core/failure.ts";
import type { Run } from "../core/message.ts";
import { originOf, WAYS } from "../core/origin.ts";
import { checkProfile, DEFAULT_PROFILE, type PermissionProfile } from "../core/permission-profile.ts";
import { checkMaxBudget, checkMaxTurns } from "../core/run-limits.ts";
import { noteDeed } from "../db/audit.ts";
import { untilStored } from "../db/patience.ts";
import type { Engine } from "./engine.ts";
import { trustOf } from "./trust.ts";

/** What a run is launched with, looked up just before. */
export interface RunSurroundings {
  cli: ClaudeCli;
  /** The real path. */
  cwd: string;
  limits: { profile: PermissionProfile; maxTurns: number | null; maxBudgetUsd: number | null };
  rights: RunRights;
}

/**
 * Checks again, when a run's turn has come, what was there when it was asked: the directory, whether it is trusted as it
 * is now, and what was stored, which an import or another program may have written. Notes the launch in the log.
 * @throws SwitchboardError
 */
export async function checkSurroundings(
  engine: Engine,
  { run, prompt }: { run: Run; prompt: string },
): Promise<RunSurroundings> {
  const cli = await findClaude(engine.env.claude, engine.variables);
  const cwd = checkDirectory(run.cwd);
  if (cwd !== run.cwd) throw replaced(run.cwd, cwd);
  const limits = {
    profile: checkProfile(run.profile) ?? DEFAULT_PROFILE,
    maxTurns: checkMaxTurns(run.maxTurns),
    maxBudgetUsd: checkMaxBudget(run.maxBudgetUsd),
  };
  checkMayRun(limits.profile, engine.variables);
  const trusted = trustOf(engine.store.db, cwd).state === "trusted";
  const attaches = run.attaches && mentionsStayWithin(cwd, prompt);
  return { cli, cwd, limits, rights: { trusted, attaches } };
}

/** Writes down who has a process answer, and with which rights. */
export async function noteLaunch(engine: Engine, run: Run, { limits, rights, cwd }: RunSurroundings): Promise<void> {
  const way = WAYS.find((known) => known === run.askedWay) ?? "library";
  const detail = [
    ...(run.asker === null ? [] : [`asked by the module ${run.asker}`]),
    `profile ${limits.profile}`,
    rights.trusted ? "trusted" : "not trusted",
    ...(rights.attaches ? [] : ["attaches no files"]),
    cwd,
  ].join(", ");
  const deed = { event: "launch" as const, subject: run.module, messageId: run.messageId, detail };
  await untilStored(() => noteDeed(engine.store.db, originOf(way, run.askedFrom ?? "unknown"), deed));
}

/** Its place was taken by a link to elsewhere since it was asked about. */
function replaced(asked: string, found: string): SwitchboardError {
  return new SwitchboardError(
    "directory-missing",
    `${asked} is not the directory any more that was asked: it leads to ${found}.`,
    {
      hint: "Ask again, if that is the directory that you mean.",
      field: "modulePath",
    },
  );
}
