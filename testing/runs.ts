import { type ProcessIdentity, parseIdentity } from "../lib/claude/process-identity.ts";
import type { MessageView } from "../lib/core/message.ts";
import { processOf } from "../lib/db/runs.ts";
import { readThreadView } from "../lib/db/views.ts";
import type { Engine } from "../lib/queries/engine.ts";

/** The follower of a run that is gone, as the store names it. */
export const GONE = JSON.stringify({ pid: 2 ** 22 + 1, startTime: "1", bootId: "gone" });

/** What the fake claude says in so many deltas. */
export function deltasText(deltas: number, size: number): string {
  return Array.from({ length: deltas }, (_, at) => `${at} `.padEnd(size, "x").slice(0, size)).join("");
}

/** The newest answer of a thread, as it is shown. */
export function answerIn(engine: Engine, threadId: string): MessageView | undefined {
  return readThreadView(engine.store.db, threadId)?.messages.at(-1);
}

/** The text that is shown of the newest answer of a thread. */
export function shownText(engine: Engine, threadId: string): string {
  const blocks = answerIn(engine, threadId)?.blocks ?? [];
  return blocks.map((block) => (block.kind === "text" ? block.text : "")).join("");
}

/** The process that answers; null until it was started. */
export function claudeOf(engine: Engine, runId: string): ProcessIdentity | null {
  return parseIdentity(processOf(engine.store.db, runId).process);
}

/** Makes a run one whose follower is gone, for the processes that look after the store. */
export function loseFollower(engine: Engine, runId: string): void {
  engine.store.db.$client.prepare("UPDATE run_positions SET follower = ? WHERE run_id = ?").run(GONE, runId);
}
