import fs from "node:fs";
import { expect, onTestFinished, test, vi } from "vitest";
import { fakeEngine, otherProcess } from "../../testing/engine.ts";
import type { Grandchild, Scenario, Step } from "../../testing/fake-claude.ts";
import { answerIn, claudeOf, deltasText, loseFollower, shownText } from "../../testing/runs.ts";
import { identify, isAlive } from "../claude/process-identity.ts";
import { activeRuns, findRunOf } from "../db/runs.ts";
import type { Limits } from "../env.ts";
import { adoptRuns } from "./adopt-runs.ts";
import { askModule } from "./ask-module.ts";
import { SILENT_AFTER_MS } from "./run-clock.ts";
import { stopQuery } from "./stop-query.ts";

const isLinux = process.platform === "linux";
const DEAF: Pick<Scenario, "ignoreControl" | "ignoreSignals"> = {
  ignoreControl: true,
  ignoreSignals: ["SIGTERM", "SIGINT", "SIGHUP"],
};
const PARTIAL: Step[] = [{ init: true }, { deltas: 3, size: 4, open: true }];

async function asked(scenario: Scenario, limits: Partial<Limits> = {}) {
  const started = await fakeEngine(scenario, limits);
  const query = await askModule({ prompt: "x", modulePath: started.modulePath }, started.engine);
  const shows = (text: string) => expect.poll(() => shownText(started.engine, query.threadId)).toBe(text);
  const gone = async () => started.engine.followers.get(query.messageId)?.gone;
  /** Those of its processes that are still there. */
  const left = async () => {
    const spawns = await started.claude.spawns();
    return spawns.flatMap(({ pid, grandchildren }) => [pid, ...grandchildren]).filter((pid) => identify(pid) !== null);
  };
  return { ...started, query, shows, gone, left };
}

test("a process that prints its result and never ends: the answer is complete at once, and then the process is ended", async () => {
  const { query, engine, gone, left } = await asked({
    ...DEAF,
    turns: [[{ init: true }, { deltas: 2, size: 4 }, { result: {} }, { hang: true }]],
  });
  expect(await query.done).toMatchObject({ status: "complete", failure: null, content: deltasText(2, 4) });
  // Complete while it still is there.
  expect(await left()).toHaveLength(1);
  expect(findRunOf(engine.store.db, query.messageId)?.state).toBe("ended");
  await gone();
  expect(await left()).toEqual([]);
});

test("a process that ignores every request and signal is killed at its limit, and the limit is told", async () => {
  const { query, gone, left } = await asked({ ...DEAF, turns: [[...PARTIAL, { hang: true }]] }, { silenceMs: 200 });
  const { status, content, failure } = await query.done;
  expect({ status, content, code: failure?.code }).toEqual({
    status: "failed",
    content: deltasText(3, 4),
    code: "timeout-silent",
  });
  await gone();
  expect(await left()).toEqual([]);
});

test("a process that is frozen can be stopped", async () => {
  const { query, engine, shows, gone, left } = await asked({ turns: [[...PARTIAL, { kill: "SIGSTOP" }]] });
  await shows(deltasText(3, 4));
  await stopQuery(query.messageId, engine);
  expect(await query.done).toMatchObject({ content: deltasText(3, 4), failure: { code: "stopped-by-user" } });
  await gone();
  expect(await left()).toEqual([]);
});

test("a process that never says a word is shown as silent, and no longer when it speaks", async () => {
  const { query, engine, dir } = await asked({
    startup: [{ waitFor: "GO" }],
    turns: [[{ init: true }, { waitFor: "END" }, { result: {} }]],
  });
  await expect.poll(() => engine.followers.size).toBe(1);
  const silentSince = () => answerIn(engine, query.threadId)?.run?.silentSince ?? null;
  expect(silentSince()).toBe(null);
  const now = performance.now.bind(performance);
  const clock = vi.spyOn(performance, "now").mockImplementation(() => now() + SILENT_AFTER_MS);
  onTestFinished(() => clock.mockRestore());
  await expect.poll(silentSince).not.toBe(null);
  fs.writeFileSync(`${dir}/GO`, "");
  await expect.poll(silentSince).toBe(null);
  fs.writeFileSync(`${dir}/END`, "");
  expect(await query.done).toMatchObject({ status: "complete" });
});

/** Where a tool of the CLI may be when its run ends. "unmarked": it has another environment. */
const CHILDREN: Grandchild[] = [
  { grandchild: "same-group", holdsStdout: true },
  { grandchild: "own-session", holdsStdout: true },
  { grandchild: "own-session", unmarked: true },
  { grandchild: "double-fork", holdsStdout: true },
];

test.skipIf(!isLinux)("a stop ends all that a run started, wherever it went and whatever it holds open", async () => {
  const { query, engine, shows, gone, left } = await asked({ turns: [[...CHILDREN, ...PARTIAL, { hang: true }]] });
  await shows(deltasText(3, 4));
  expect(await left()).toHaveLength(1 + CHILDREN.length);
  await stopQuery(query.messageId, engine);
  expect(await query.done).toMatchObject({ failure: { code: "stopped-by-user" } });
  await gone();
  await expect.poll(left).toEqual([]);
});

test.skipIf(!isLinux)(
  "the end of a run ends all that it started, and does not wait for what holds its output open",
  async () => {
    // Of a process that is gone, only what carries the run's mark can be told from a stranger's.
    const ways: [Step, Grandchild[]][] = [
      [{ hang: true }, CHILDREN],
      [{ exit: 1 }, CHILDREN.filter(({ unmarked }) => !unmarked)],
    ];
    for (const [end, children] of ways) {
      const turn: Step[] = [...children, { init: true }, { deltas: 2, size: 4 }, { result: {} }, end];
      const { query, gone, left } = await asked({ turns: [turn] });
      expect(await query.done).toMatchObject({ status: "complete", content: deltasText(2, 4) });
      await gone();
      await expect.poll(left).toEqual([]);
    }
  },
);

test.skipIf(!isLinux)("claude is killed while its tools run: they are ended too, whoever follows it", async () => {
  const marked = CHILDREN.filter(({ unmarked }) => !unmarked);
  for (const adopted of [false, true]) {
    const { query, engine, shows, left, gone } = await asked({ turns: [[...marked, ...PARTIAL, { hang: true }]] });
    await shows(deltasText(3, 4));
    const next = otherProcess(engine);
    if (adopted) {
      loseFollower(engine, query.runId);
      adoptRuns(next);
      await expect.poll(() => next.followers.size).toBe(1);
    }
    process.kill(claudeOf(engine, query.runId)?.pid ?? 0, "SIGKILL");
    expect((await query.done).failure?.code).toBe(adopted ? "orphaned" : "signal");
    await gone();
    await expect.poll(left).toEqual([]);
    await next.followers.get(query.messageId)?.gone;
  }
});

test("a flood of 200 MB on stderr beside an answer holds up neither, and its file stays small", async () => {
  const { query, engine, shows } = await asked({
    turns: [
      [
        { init: true },
        { stderrFlood: 200 * 1024 * 1024, during: [{ deltas: 300, size: 20, perSecond: 300 }] },
        { stderr: "the very end\n" },
        { line: { type: "system", subtype: "status", status: null } },
        { waitFor: "GO" },
      ],
    ],
  });
  await shows(deltasText(300, 20));
  const claude = claudeOf(engine, query.runId);
  const stderr = `${activeRuns(engine.store.db)[0]?.spoolDir}/stderr.txt`;
  await expect.poll(() => fs.readFileSync(stderr, "utf8").endsWith("the very end\n"), { timeout: 25_000 }).toBe(true);
  await expect.poll(() => fs.statSync(stderr).size).toBeLessThan(2 * 1024 * 1024);
  expect(claude && isAlive(claude)).toBe(true);
  process.kill(claude?.pid ?? 0, "SIGKILL");
  const { failure, content } = await query.done;
  expect(content).toBe(deltasText(300, 20));
  expect(failure?.stderrTail?.endsWith("the very end")).toBe(true);
  expect(fs.statSync(stderr).size).toBeLessThan(2 * 1024 * 1024);
});

test.each([
  ["of lines", { deltas: 100_000, size: 100, open: true }],
  ["without a line feed", { rawText: "x".repeat(3_000_000) }],
])(
  "output without end %s is stopped before it fills the disk, and what had come is kept",
  async (_what, flood: Step) => {
    const turn: Step[] = [{ init: true }, { deltas: 3, size: 4 }, flood, { hang: true }];
    const { query, gone, left } = await asked({ turns: [turn] }, { outputBytes: 2 * 1024 * 1024 });
    const { status, content, failure } = await query.done;
    expect(status).toBe("failed");
    expect(content.startsWith(deltasText(3, 4))).toBe(true);
    expect(failure).toMatchObject({ code: "malformed", message: expect.stringContaining("over 2 MB of output") });
    await gone();
    expect(await left()).toEqual([]);
  },
);

test("a process that takes only a part of its question can be stopped", async () => {
  const started = await fakeEngine({ startup: [{ hang: true }] });
  const { engine, modulePath } = started;
  const query = await askModule({ prompt: "x".repeat(300_000), modulePath }, engine);
  await expect.poll(() => engine.followers.size).toBe(1);
  await stopQuery(query.messageId, engine);
  expect(await query.done).toMatchObject({ failure: { code: "stopped-by-user" } });
  await engine.followers.get(query.messageId)?.gone;
  const pids = (await started.claude.spawns()).map(({ pid }) => pid);
  expect(pids.filter((pid) => identify(pid) !== null)).toEqual([]);
});
