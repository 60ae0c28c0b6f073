import type { Db } from "../lib/db/db.ts";
import { runs } from "../lib/db/schema.ts";

export type RunValues = Partial<typeof runs.$inferInsert> & { startedAt: number };

/** Stores a run that has ended, without messages: for figures over many of them. */
export function insertRun(db: Db, values: RunValues): void {
  db.insert(runs)
    .values({
      runId: crypto.randomUUID(),
      messageId: crypto.randomUUID(),
      questionId: "",
      threadId: "thread",
      module: "billing",
      cwd: "/srv/billing",
      state: "ended",
      spoolDir: "",
      resumed: false,
      model: "claude-sonnet-5",
      ...values,
    })
    .run();
}
