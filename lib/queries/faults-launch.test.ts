import fs, { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { fakeEngine } from "../../testing/engine.ts";
import { claudeOf } from "../../testing/runs.ts";
import { scratch } from "../../testing/scratch.ts";
import { launchClaude } from "../claude/launch-claude.ts";
import { isAlive } from "../claude/process-identity.ts";
import { createSpool } from "../claude/spool.ts";
import { activeRuns, findRunOf } from "../db/runs.ts";
import { askModule } from "./ask-module.ts";

type Started = Awaited<ReturnType<typeof fakeEngine>>;

/** Answers when the file GO is there. */
const GATED = { turns: [[{ init: true as const }, { waitFor: "GO" }, { deltas: 1, size: 4 }, { result: {} }]] };

function brokenInterpreter({ dir }: Started): void {
  writeFileSync(path.join(dir, "claude"), "#!/no/such/interpreter\n");
}

/** What may have become of the surroundings while a question waited, and how its answer fails. */
const VANISHED: [string, (started: Started) => void, string, RegExp][] = [
  ["the CLI is gone", ({ dir }) => rmSync(path.join(dir, "claude")), "cli-missing", /claude/],
  ["the CLI can't be executed", ({ dir }) => chmodSync(path.join(dir, "claude"), 0o644), "spawn", /execut/],
  ["the CLI's interpreter is gone", brokenInterpreter, "spawn", /--version failed/],
  ["the directory is gone", ({ modulePath }) => rmSync(modulePath, { recursive: true }), "spawn", /no directory/],
  [
    "the directory is a file",
    ({ modulePath }) => {
      rmSync(modulePath, { recursive: true });
      writeFileSync(modulePath, "");
    },
    "spawn",
    /is a file/,
  ],
  [
    "the files of runs can't be made",
    ({ dir }) => {
      rmSync(path.join(dir, "runs"), { recursive: true });
      writeFileSync(path.join(dir, "runs"), "");
    },
    "spawn",
    /can't be made/,
  ],
];

test.each(VANISHED)(
  "a question waited in line, and %s: its answer fails with words, and the next one is asked",
  async (_what, vanish, code, words) => {
    const started = await fakeEngine(GATED, { runs: 1 });
    const { engine, modulePath, dir, claude } = started;
    const first = await askModule({ prompt: "first", modulePath }, engine);
    await expect.poll(async () => (await claude.spawns())[0]?.stdin.length).toBe(1);
    const second = await askModule({ prompt: "second", modulePath }, engine);
    const program = fs.readFileSync(path.join(dir, "claude"));
    vanish(started);
    writeFileSync(path.join(dir, "GO"), "");
    expect((await first.done).status).toMatch(/complete|failed/);
    const { status, failure } = await second.done;
    expect({ status, code: failure?.code }).toEqual({ status: "failed", code });
    expect(failure?.message).toMatch(words);
    expect(failure?.hint).toMatch(/\w/);
    expect(activeRuns(engine.store.db)).toEqual([]);
    expect(findRunOf(engine.store.db, second.messageId)?.state).toBe("ended");
    // Mended, it goes on.
    writeFileSync(path.join(dir, "claude"), program, { mode: 0o755 });
    chmodSync(path.join(dir, "claude"), 0o755);
    rmSync(modulePath, { recursive: true, force: true });
    mkdirSync(modulePath, { recursive: true });
    if (fs.statSync(path.join(dir, "runs"), { throwIfNoEntry: false })?.isFile()) rmSync(path.join(dir, "runs"));
    const third = await askModule({ prompt: "third", modulePath }, engine);
    expect(await third.done).toMatchObject({ status: "complete" });
  },
);

/** Fails the n-th opening of a file of a run as when no more files may be open. */
function exhaustDescriptors(nth: number): { opened: () => number } {
  const open = fs.openSync;
  let count = 0;
  const spy = vi.spyOn(fs, "openSync").mockImplementation((file, ...rest) => {
    if (String(file).includes("/runs/")) count += 1;
    if (String(file).includes("/runs/") && count === nth) {
      throw Object.assign(new Error("EMFILE: too many open files"), { code: "EMFILE" });
    }
    return open(file, ...rest);
  });
  onTestFinished(() => spy.mockRestore());
  return { opened: () => count };
}

/** The files below a folder that this process has open. */
function openIn(folder: string): string[] {
  const targets = fs.readdirSync("/proc/self/fd").map((name) => {
    try {
      return fs.readlinkSync(`/proc/self/fd/${name}`);
    } catch {
      return ""; // the one that was reading the list
    }
  });
  return targets.filter((target) => target.startsWith(folder));
}

test.skipIf(process.platform !== "linux")(
  "no more files may be opened, at any moment of a start: the run ends with words, no process and no descriptor is left",
  async () => {
    const errors = vi.spyOn(console, "error").mockImplementation(() => {});
    onTestFinished(() => errors.mockRestore());
    const { engine, modulePath, claude, dir } = await fakeEngine(GATED, { runs: 1 });
    writeFileSync(path.join(dir, "GO"), "");
    const ends = new Set<string>();
    for (let nth = 1; ; nth += 1) {
      const { opened } = exhaustDescriptors(nth);
      const query = await askModule({ prompt: "x", modulePath }, engine);
      const { status, failure } = await query.done;
      await engine.followers.get(query.messageId)?.gone;
      vi.restoreAllMocks();
      if (failure) {
        expect(failure.message).toMatch(/EMFILE|could not be handed/);
        expect(failure.hint).toMatch(/\w/);
      }
      ends.add(`${status} ${failure?.code ?? ""}`);
      const identity = claudeOf(engine, query.runId);
      await expect.poll(() => identity !== null && isAlive(identity)).toBe(false);
      expect(activeRuns(engine.store.db)).toEqual([]);
      if (opened() < nth) break;
    }
    expect(openIn(path.join(dir, "runs"))).toEqual([]);
    expect([...ends].sort()).toEqual(["complete ", "failed spawn"]);
    expect((await claude.spawns()).length).toBeGreaterThan(1);
  },
);

test.skipIf(process.platform !== "linux").each([
  ["no such program", "ENOENT", "nothing", "."],
  ["a program that can't be executed", "EACCES", "plain", "."],
  ["a program whose interpreter is gone", "ENOENT", "broken", "."],
  ["no such directory", "ENOENT", "good", "nowhere"],
  ["a file for a directory", "ENOTDIR", "good", "plain"],
])("launching %s is an error with its code, and leaves no descriptor", async (_what, code, program, cwd) => {
  const dir = scratch();
  writeFileSync(path.join(dir, "plain"), "#!/bin/sh\n", { mode: 0o644 });
  writeFileSync(path.join(dir, "broken"), "#!/no/such/interpreter\n", { mode: 0o755 });
  writeFileSync(path.join(dir, "good"), "#!/bin/sh\n", { mode: 0o755 });
  const spool = await createSpool(path.join(dir, "run"), null);
  const launch = { claudePath: path.join(dir, program), argv: [], cwd: path.join(dir, cwd), env: {}, spool };
  await expect(launchClaude(launch)).rejects.toMatchObject({ code });
  expect(openIn(dir)).toEqual([]);
});
