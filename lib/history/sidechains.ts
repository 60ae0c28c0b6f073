import { toolResultText } from "../core/claude/content-block.ts";
import { recordOf, stringOf } from "../core/claude/read.ts";
import type { Line, Reading } from "./reading.ts";

/** How much of a prompt tells which call it is. */
const PROMPT = 200;
const MOST_TASKS = 100;

/** Remembers a call that starts a sub-agent, whose lines older versions wrote into the same file. */
export function noteTask(reading: Reading, toolUseId: string, input: unknown): void {
  const prompt = stringOf(recordOf(input).prompt);
  if (prompt === null) return;
  const { tasks } = reading.state;
  tasks.push({ toolUseId, prompt: prompt.slice(0, PROMPT) });
  if (tasks.length > MOST_TASKS) tasks.shift();
}

/** A call that has its result: its sub-agent has ended. */
export function endTask(reading: Reading, toolUseId: string): void {
  const { state } = reading;
  if (!state.tasks.some((task) => task.toolUseId === toolUseId)) return;
  state.tasks = state.tasks.filter((task) => task.toolUseId !== toolUseId);
  for (const [tip, owner] of Object.entries(state.sidechains)) if (owner === toolUseId) delete state.sidechains[tip];
}

/**
 * The call that a sub-agent's line belongs to: that of the line before it; at its beginning the call with the same
 * prompt; else the last one that is open. When there is none, the line names no call ("").
 */
export function sidechainOf(reading: Reading, line: Line): string {
  const { tasks, sidechains } = reading.state;
  const before = line.parentId !== null && Object.hasOwn(sidechains, line.parentId) ? line.parentId : null;
  let owner = before === null ? undefined : sidechains[before];
  if (before !== null) delete sidechains[before];
  if (owner === undefined) {
    const text = toolResultText(recordOf(line.data.message).content).slice(0, PROMPT);
    owner = (tasks.find(({ prompt }) => prompt === text) ?? tasks.at(-1))?.toolUseId;
  }
  if (owner === undefined) {
    reading.problem(
      line.number,
      "no-tool-call",
      "A sub-agent's line, and no call is known that started it: it is kept.",
    );
    return "";
  }
  sidechains[line.id] = owner;
  return owner;
}
