import { existsSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { fakeCommandLine, PATIENT } from "../testing/command-line.ts";
import { plainConnection } from "../testing/store.ts";

vi.setConfig({ testTimeout: PATIENT.timeout });

const HANGING = { turns: [[{ init: true as const }, { deltas: 1, size: 4, open: true }, { hang: true as const }]] };

test("status tells what runs and what waits, and only looks: nothing is made, launched or taken up", async () => {
  const { start, run, modulePath, databasePath, home, claude } = await fakeCommandLine(HANGING);
  const before = await run("status");
  expect(before).toMatchObject({ code: 0, stderr: "" });
  expect(before.stdout).toContain(`${databasePath} (not there yet)`);
  expect([existsSync(databasePath), existsSync(home)]).toEqual([false, false]);
  const env = { SWITCHBOARD_MAX_RUNS: "1" };
  for (const prompt of ["What is\nrunning?", "What waits?"]) {
    await start(["ask", modulePath, prompt, "--no-wait"], { env }).ended;
  }
  const other = plainConnection(databasePath);
  other.exec("INSERT INTO threads (thread_id, created_at) VALUES ('t', 1)");
  other.exec("INSERT INTO messages VALUES ('m', 't', 'script', 'x', 'note', 1, 'processing', NULL)");
  const status = await run("status");
  expect(status.stdout).toMatch(/^1 of at most 4 running\n {2}[0-9a-f]{8} {2}inventory {2}\w+ for \d+ s, pid \d+, /);
  expect(status.stdout).toContain("followed by no process: the next one takes it up  What is running?\n");
  expect(status.stdout).toMatch(/\n1 waiting\n {2}[0-9a-f]{8} {2}inventory {2}place 1, for \d+ s {2}What waits\?\n/);
  expect(status.stdout).toContain("1 written by other programs\n  m  script  for");
  const json = JSON.parse((await run("status", "--json")).stdout);
  expect(json).toMatchObject({
    database: { path: databasePath, exists: true },
    running: [{ module: "inventory", question: "What is\nrunning?", followed: false, pid: expect.any(Number) }],
    waiting: [{ question: "What waits?", place: 1 }],
    ...{ kept: [], others: [{ messageId: "m" }], limits: { runs: 4 }, freeBytes: expect.any(Number) },
  });
  expect(json.runFiles.bytes).toBeGreaterThan(0);
  expect(await claude.spawns()).toHaveLength(1);
  other.exec("DELETE FROM __drizzle_migrations WHERE id = (SELECT max(id) FROM __drizzle_migrations)");
  expect(await run("status")).toMatchObject({ code: 3, stderr: expect.stringContaining("earlier version") });
});

test("stop ends what another process follows, what nobody follows and what waits, and says how each ended", async () => {
  const { start, run, modulePath, claude } = await fakeCommandLine(HANGING);
  const env = { SWITCHBOARD_MAX_RUNS: "2" };
  const followed = start(["ask", modulePath, "followed", "--json"], { env });
  await expect.poll(followed.stdout, PATIENT).toContain('"type":"text"');
  const left = JSON.parse((await start(["ask", modulePath, "left", "--no-wait", "--json"], { env }).ended).stdout);
  const waits = JSON.parse((await start(["ask", modulePath, "waits", "--no-wait", "--json"], { env }).ended).stdout);
  await start(["ask", modulePath, "waits too", "--no-wait"], { env }).ended;
  // There is room for more, by this one's limits: who stops launches nothing.
  expect((await run("stop", waits.messageId)).stdout).toContain("The question was withdrawn before it was asked.\n");
  const stopped = await run("stop", "--all");
  expect(stopped).toMatchObject({ code: 0, stderr: "" });
  const lines = stopped.stdout.trimEnd().split("\n");
  expect(lines.map((line) => line.replace(/^[0-9a-f]{8} {2}inventory {2}/, ""))).toEqual([
    "The answer was stopped before it was complete.",
    "The answer was stopped before it was complete.",
    "The question was withdrawn before it was asked.",
  ]);
  expect(await followed.ended).toMatchObject({ code: 1, stdout: expect.stringContaining('"code":"stopped-by-user"') });
  const asked = (await claude.spawns()).map(({ stdin }) => JSON.parse(stdin[0] ?? "{}").message.content);
  expect(asked).toEqual(["followed", "left"]);
  expect((await run("stop", "--all")).stdout).toBe("Nothing runs or waits.\n");
  expect((await run("stop", left.threadId.slice(0, 8))).stdout).toContain("this message is failed already");
});

test("stop refuses what it can't make out, before anything is stopped", async () => {
  const { run, modulePath } = await fakeCommandLine(HANGING);
  const asked = JSON.parse((await run("ask", modulePath, "x", "--no-wait", "--json")).stdout);
  expect((await run("stop", asked.messageId, "12345678")).code).toBe(3);
  expect((await run("stop")).code).toBe(2);
  expect((await run("stop", "--all", asked.messageId)).code).toBe(2);
  const { running } = JSON.parse((await run("status", "--json")).stdout);
  expect(running).toMatchObject([{ messageId: asked.messageId }]);
  expect(running[0].state).not.toBe("stopping");
  expect((await run("stop", asked.messageId)).code).toBe(0);
});
