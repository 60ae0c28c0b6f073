import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { fakeCommandLine, PATIENT } from "../testing/command-line.ts";
import { plainConnection } from "../testing/store.ts";

vi.setConfig({ testTimeout: PATIENT.timeout });

const GATED = { turns: [[{ init: true as const }, { waitFor: "GO" }, { deltas: 2, size: 4 }, { result: {} }]] };

test("without an id all answers are followed, each line after its module's name, also those that other programs write", async () => {
  const { start, run, modulePath, databasePath, dir } = await fakeCommandLine(GATED);
  const asked = await run("ask", modulePath, "Which formats?", "--no-wait");
  const id = asked.stdout.slice("message ".length).slice(0, 8);
  const watch = start(["watch"]);
  await expect.poll(watch.stdout, PATIENT).toBe("inventory > Which formats?\n");
  const other = plainConnection(databasePath);
  other.exec("INSERT INTO threads (thread_id, created_at) VALUES ('t', 1)");
  other.exec(
    "INSERT INTO messages VALUES ('m', 't', 'script', 'One' || char(10) || 'tw', 'note', 1, 'processing', NULL)",
  );
  await expect.poll(watch.stdout, PATIENT).toContain("script > (an answer without a question)\nscript | One\n");
  expect(watch.stdout()).not.toContain("tw");
  other.exec("UPDATE messages SET content = content || 'o', status = 'complete' WHERE message_id = 'm'");
  await expect.poll(watch.stdout, PATIENT).toMatch(/script \| two\nscript = complete, message m, thread t\n/);
  writeFileSync(path.join(dir, "GO"), "");
  await expect
    .poll(watch.stdout, PATIENT)
    .toMatch(new RegExp(`inventory \\| 0 xx1 xx\\ninventory = complete after .*${id}`));
  watch.signal("SIGINT");
  expect(await watch.ended).toMatchObject({ code: 130, stderr: "" });
});

test("whoever watches takes up what waits and what nobody follows, and an answer that has ended is printed whole", async () => {
  const { start, run, modulePath, dir, claude } = await fakeCommandLine(GATED);
  const env = { SWITCHBOARD_MAX_RUNS: "1" };
  const ids = [];
  for (const prompt of ["one", "two"]) {
    const { stdout } = await start(["ask", modulePath, prompt, "--no-wait", "--json"], { env }).ended;
    ids.push(JSON.parse(stdout).messageId);
  }
  expect(await claude.spawns()).toHaveLength(1);
  writeFileSync(path.join(dir, "GO"), "");
  const watched = await start(["watch", ids[1], "--json"], { env }).ended;
  expect(watched.code).toBe(0);
  const events = watched.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(events[0]).toMatchObject({ type: "watching", messageId: ids[1], module: "inventory", question: "two" });
  expect(events.at(-1)).toMatchObject({ type: "ended", status: "complete", content: "0 xx1 xx" });
  expect(await claude.spawns()).toHaveLength(2);
  expect(await run("watch", ids[0])).toEqual({ code: 0, stdout: "0 xx1 xx\n", stderr: "" });
  expect(await run("watch", "no-such-id")).toMatchObject({ code: 3, stdout: "" });
  expect(await run("watch", "ab")).toMatchObject({ code: 3, stderr: expect.stringContaining("too short") });
});
