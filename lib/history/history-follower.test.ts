import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { scratch } from "../../testing/scratch.ts";
import { scratchStore } from "../../testing/store.ts";
import { type FollowerOptions, HistoryFollower } from "./history-follower.ts";
import type { FileSummary } from "./read-transcript.ts";

/** No look at anything within a test, so that what is seen was told by the system. */
const NEVER = { lookMs: 3_600_000, sweepMs: 3_600_000, unwatchedSweepMs: 3_600_000 };

const summary = (file: string, open = false): FileSummary => ({
  ...{ path: file, threadId: null, lines: 1, messages: 1, problems: 0, bytes: 1, skipped: null, open },
});

/** A follower of a directory of the test's own, whose reader only notes which files it is given. */
async function following(options: Partial<FollowerOptions> = {}) {
  const { db } = await scratchStore();
  const root = scratch();
  const project = path.join(root, "projects", "-srv-orders");
  fs.mkdirSync(project, { recursive: true });
  const reads: string[] = [];
  const read = async (_db: unknown, file: string) => {
    reads.push(path.relative(root, file));
    return summary(file);
  };
  const ending = new AbortController();
  const failed = vi.fn();
  const follower = new HistoryFollower({ db, root, mayRead: () => true, failed, read, times: NEVER, ...options });
  const begin = () => {
    const ended = follower.follow(ending.signal);
    onTestFinished(async () => {
      ending.abort();
      await ended;
    });
  };
  return { db, root, project, reads, failed, begin };
}

const seen = (reads: string[], file: string) => expect.poll(() => reads).toContain(file);

test("transcripts that are there are read once, and again when they grow", async () => {
  const { project, reads, begin } = await following();
  fs.writeFileSync(path.join(project, "a.jsonl"), "{}\n");
  begin();
  await seen(reads, "projects/-srv-orders/a.jsonl");
  fs.appendFileSync(path.join(project, "a.jsonl"), "{}\n");
  await expect.poll(() => reads).toHaveLength(2);
});

test("a transcript that was read by an earlier process is left alone until it grows", async () => {
  const { db, root, project, reads, begin } = await following();
  const [old, grown] = [path.join(project, "old.jsonl"), path.join(project, "grown.jsonl")];
  for (const file of [old, grown]) {
    fs.writeFileSync(file, "{}\n");
    const { size, mtimeMs } = fs.statSync(file);
    db.$client
      .prepare(`INSERT INTO history_files (path, root, size, mtime_ms, "offset", lines, messages, problems, read_at)
        VALUES (?, ?, ?, ?, ?, 1, 1, 0, 1)`)
      .run(file, root, size, mtimeMs, size);
  }
  fs.appendFileSync(grown, "{}\n");
  begin();
  await seen(reads, "projects/-srv-orders/grown.jsonl");
  expect(reads).toHaveLength(1);
});

test("new sessions, new projects and new sub-agents are found while it follows", async () => {
  const { root, project, reads, begin } = await following();
  fs.writeFileSync(path.join(project, "first.jsonl"), "{}\n");
  begin();
  await seen(reads, "projects/-srv-orders/first.jsonl");
  fs.writeFileSync(path.join(project, "second.jsonl"), "{}\n");
  await seen(reads, "projects/-srv-orders/second.jsonl");
  fs.mkdirSync(path.join(root, "projects", "-srv-stock"));
  fs.writeFileSync(path.join(root, "projects", "-srv-stock", "third.jsonl"), "{}\n");
  await seen(reads, "projects/-srv-stock/third.jsonl");
  fs.mkdirSync(path.join(project, "second", "subagents"), { recursive: true });
  fs.writeFileSync(path.join(project, "second", "subagents", "agent-1.jsonl"), "{}\n");
  await seen(reads, "projects/-srv-orders/second/subagents/agent-1.jsonl");
  fs.appendFileSync(path.join(project, "second", "subagents", "agent-1.jsonl"), "{}\n");
  await expect.poll(() => reads.filter((file) => file.includes("agent-1"))).toHaveLength(2);
});

/** As on a machine whose watches other programs have taken. */
function withoutWatches(): void {
  vi.spyOn(fs, "watch").mockImplementation(() => {
    throw Object.assign(new Error("System limit for number of file watchers reached"), { code: "ENOSPC" });
  });
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
}

test("where nothing can be watched, what was written lately is looked at again and again", async () => {
  withoutWatches();
  const { project, reads, begin } = await following({ times: { ...NEVER, lookMs: 20 } });
  fs.writeFileSync(path.join(project, "a.jsonl"), "{}\n");
  begin();
  await seen(reads, "projects/-srv-orders/a.jsonl");
  fs.appendFileSync(path.join(project, "a.jsonl"), "{}\n");
  await expect.poll(() => reads).toHaveLength(2);
});

test("where nothing can be watched, new sessions are looked for more often", async () => {
  withoutWatches();
  const { project, reads, begin } = await following({ times: { ...NEVER, lookMs: 20, unwatchedSweepMs: 60 } });
  fs.writeFileSync(path.join(project, "a.jsonl"), "{}\n");
  begin();
  await seen(reads, "projects/-srv-orders/a.jsonl");
  fs.writeFileSync(path.join(project, "b.jsonl"), "{}\n");
  await seen(reads, "projects/-srv-orders/b.jsonl");
});

test("a history that begins only now is found", async () => {
  const { root, reads, begin } = await following({ times: { ...NEVER, lookMs: 20, sweepMs: 40 } });
  fs.rmSync(path.join(root, "projects"), { recursive: true });
  begin();
  fs.mkdirSync(path.join(root, "projects", "-srv-new"), { recursive: true });
  fs.writeFileSync(path.join(root, "projects", "-srv-new", "a.jsonl"), "{}\n");
  await seen(reads, "projects/-srv-new/a.jsonl");
});

test("while it is not its turn it reads nothing, and afterwards what it missed", async () => {
  let turn = false;
  const asked = vi.fn(() => turn);
  const { project, reads, begin } = await following({ mayRead: asked, times: { ...NEVER, lookMs: 20 } });
  begin();
  fs.writeFileSync(path.join(project, "a.jsonl"), "{}\n");
  await expect.poll(() => asked.mock.calls.length).toBeGreaterThan(5);
  expect(reads).toEqual([]);
  turn = true;
  await seen(reads, "projects/-srv-orders/a.jsonl");
});

test("a session that goes on is looked at again though its file doesn't grow, until it has ended", async () => {
  let looks = 0;
  const read = async (_db: unknown, file: string) => summary(file, ++looks < 4);
  const { project, begin } = await following({ read, times: { ...NEVER, lookMs: 10, openMs: 10 } });
  fs.writeFileSync(path.join(project, "a.jsonl"), "{}\n");
  begin();
  await expect.poll(() => looks).toBe(4);
});

test("a file that could not be read is told, and tried again without holding up the others", async () => {
  let fails = true;
  const reads: string[] = [];
  const read = async (_db: unknown, file: string) => {
    reads.push(path.basename(file));
    if (fails && file.endsWith("bad.jsonl")) throw new Error("held");
    return summary(file);
  };
  const { project, failed, begin } = await following({ read, times: { ...NEVER, lookMs: 10, openMs: 10 } });
  fs.writeFileSync(path.join(project, "bad.jsonl"), "{}\n");
  fs.writeFileSync(path.join(project, "good.jsonl"), "{}\n");
  begin();
  await expect.poll(() => failed.mock.calls.length).toBeGreaterThan(1);
  expect(reads).toContain("good.jsonl");
  fails = false;
  const before = failed.mock.calls.length;
  await expect.poll(() => reads.filter((name) => name === "bad.jsonl").length).toBeGreaterThan(before);
});
