import { statSync } from "node:fs";
import { expect, test } from "vitest";
import { fakeEngine } from "../../testing/engine.ts";
import { identify } from "../claude/process-identity.ts";
import { spoolAt, stderrTail } from "../claude/spool.ts";
import { activeRuns, findRunOf } from "../db/runs.ts";
import { askModule } from "./ask-module.ts";
import { queryModule } from "./query-module.ts";

test("a run that says nothing for too long is stopped: its partial text stays, and the reason is named", async () => {
  const { engine, modulePath, claude } = await fakeEngine(
    { turns: [[{ init: true }, { deltas: 2, size: 4, open: true }, { hang: true }]] },
    { silenceMs: 300 },
  );
  const query = await askModule({ prompt: "x", modulePath }, engine);
  const outcome = await query.done;
  expect(outcome).toMatchObject({ status: "failed", content: "0 xx1 xx", failure: { code: "timeout-silent" } });
  expect(outcome.failure?.message).toContain("said nothing for 0.3 seconds");
  await engine.followers.get(query.messageId)?.gone;
  expect(identify((await claude.spawns())[0]?.pid ?? 0)).toBe(null);
});

test("a run that goes on for too long is stopped, although it speaks all the while", async () => {
  const { engine, modulePath } = await fakeEngine(
    { turns: [[{ init: true }, { deltas: 100_000, size: 4, perSecond: 100 }, { result: {} }]] },
    { totalMs: 600, silenceMs: 5_000 },
  );
  const { status, failure, content } = await queryModule({ prompt: "x", modulePath }, engine);
  expect({ status, code: failure?.code }).toEqual({ status: "failed", code: "timeout-total" });
  expect(content.startsWith("0 xx1 xx")).toBe(true);
});

test("an answer that comes whole while its run is being stopped for a limit is complete", async () => {
  const { engine, modulePath } = await fakeEngine(
    { ignoreControl: true, turns: [[{ init: true }, { sleep: 700 }, { deltas: 1, size: 4 }, { result: {} }]] },
    { silenceMs: 200 },
  );
  expect(await queryModule({ prompt: "x", modulePath }, engine)).toMatchObject({ status: "complete", content: "0 xx" });
});

test("a flood of stderr fills no disk, holds nothing up, and leaves its tail", async () => {
  const { engine, modulePath } = await fakeEngine({
    turns: [
      [
        { init: true },
        ...Array.from({ length: 40 }, () => ({ stderr: "noise ".repeat(20_000) })),
        { stderr: "the end\n" },
        { waitFor: "GO" },
      ],
    ],
  });
  const query = await askModule({ prompt: "x", modulePath }, engine);
  const spool = () => spoolAt(activeRuns(engine.store.db)[0]?.spoolDir ?? "/nowhere");
  await expect.poll(() => stderrTail(spool())?.endsWith("the end")).toBe(true);
  await expect.poll(() => statSync(spool().stderr).size).toBeLessThan(1_100_000);
  process.kill(pidOf(engine.store.db, query.messageId), "SIGKILL");
  const { failure } = await query.done;
  expect(failure).toMatchObject({ code: "signal" });
  expect(failure?.stderrTail?.endsWith("the end")).toBe(true);
  expect(findRunOf(engine.store.db, query.messageId)?.state).toBe("ended");
});

/** The pid of the process that answers. */
function pidOf(db: Parameters<typeof activeRuns>[0], messageId: string): number {
  const record = activeRuns(db).find(({ run }) => run.messageId === messageId);
  return Number(JSON.parse(record?.process ?? "{}").pid);
}
