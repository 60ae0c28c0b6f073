import type { HistoryFound } from "../core/import-view.ts";
import { historyRoot, surveyHistory } from "../history/survey-history.ts";
import { processWide } from "../process-wide.ts";
import type { Engine } from "./engine.ts";

/** A survey looks at every transcript's size: one that is younger is told again meanwhile, in milliseconds. */
const FRESH_MS = 15_000;

interface Known {
  survey: HistoryFound;
  at: number;
}

const known = () => processWide("history-surveys", () => new Map<string, Known>());
const underWay = () => processWide("history-surveys-under-way", () => new Map<string, Promise<HistoryFound>>());

/**
 * What Claude Code's history holds, as it was seen at most some seconds ago. A page never waits for it twice: what is
 * older is told once more, while it is looked at anew.
 */
export async function surveyed(engine: Engine): Promise<HistoryFound> {
  const root = historyRoot(engine.env);
  const last = known().get(root);
  if (last === undefined) return survey(root);
  if (performance.now() - last.at > FRESH_MS) void survey(root);
  return last.survey;
}

/** Looks now. */
export function survey(root: string): Promise<HistoryFound> {
  const begun = underWay().get(root);
  if (begun) return begun;
  const look = surveyHistory(root).then((found) => {
    known().set(root, { survey: found, at: performance.now() });
    underWay().delete(root);
    return found;
  });
  underWay().set(root, look);
  return look;
}
