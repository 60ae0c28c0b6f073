import { hasTranscript } from "../claude/transcript.ts";
import { type CommandPreview, previewOf } from "../core/command-preview.ts";
import { sessionRuns } from "../db/runs.ts";
import { type Engine, getEngine } from "./engine.ts";
import { type PlanInput, planRun } from "./plan-run.ts";
import { trustOf } from "./trust.ts";

/**
 * The command that a question would be asked with now. Changes nothing.
 * @throws SwitchboardError what asking would be refused with
 */
export async function previewCommand(input: PlanInput, engine?: Engine): Promise<CommandPreview> {
  const used = engine ?? (await getEngine());
  const { threadId, cwd, module, settings, cli } = await planRun(input, used);
  const { systemPrompt, ...others } = settings;
  const earlier = threadId === null ? [] : sessionRuns(used.store.db, threadId, module, cwd);
  const kept = earlier.find((run) => run.sessionId !== null && hasTranscript(used.variables, run.sessionId));
  const trusted = trustOf(used.store.db, cwd).state === "trusted";
  const sessionId = kept?.sessionId ?? null;
  return previewOf({ cwd, program: cli.path, sessionId, hasSystemPrompt: systemPrompt !== null, trusted, ...others });
}
