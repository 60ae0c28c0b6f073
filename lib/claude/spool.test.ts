import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { scratch } from "../../testing/scratch.ts";
import { createSpool, deleteSpool, spoolAt, stderrTail } from "./spool.ts";
import { hasTranscript } from "./transcript.ts";

const modeOf = (file: string) => (fs.statSync(file).mode & 0o777).toString(8);

test("the files of a run are for their owner alone, whatever the umask", async () => {
  for (const umask of [0, 0o022]) {
    const before = process.umask(umask);
    onTestFinished(() => {
      process.umask(before);
    });
    const dir = path.join(scratch(), "spool", "run");
    const spool = await createSpool(dir, "Be brief.");
    expect([modeOf(path.dirname(dir)), modeOf(dir)]).toEqual(["700", "700"]);
    for (const file of [spool.stdin, spool.stdout, spool.stderr, spool.systemPrompt]) expect(modeOf(file)).toBe("600");
    expect(fs.statSync(spool.stdin).isFIFO()).toBe(true);
    expect(fs.statSync(spool.stdout).isFile()).toBe(true);
  }
});

test("a system prompt is kept as it is, and only when there is one", async () => {
  const prompt = "Be brief.\n\0--dangerously 🙂";
  const spool = await createSpool(path.join(scratch(), "with"), prompt);
  expect(spool.hasSystemPrompt).toBe(true);
  expect(fs.readFileSync(spool.systemPrompt, "utf8")).toBe(prompt);
  expect(spoolAt(spool.dir)).toEqual(spool);
  const without = await createSpool(path.join(scratch(), "without"), null);
  expect(without.hasSystemPrompt).toBe(false);
  expect(fs.readdirSync(without.dir).sort()).toEqual(["stderr.txt", "stdin", "stdout.ndjson"]);
});

test("the spool of another run is not written into", async () => {
  const dir = path.join(scratch(), "run");
  const spool = await createSpool(dir, null);
  fs.writeFileSync(spool.stdout, "kept");
  await expect(createSpool(dir, null)).rejects.toThrow();
  expect(fs.readFileSync(spool.stdout, "utf8")).toBe("kept");
});

test("the tail of stderr is its end, at most 8 kB, and nothing when it is empty or gone", async () => {
  const spool = await createSpool(path.join(scratch(), "run"), null);
  expect(stderrTail(spool)).toBeNull();
  fs.writeFileSync(spool.stderr, " \n ");
  expect(stderrTail(spool)).toBeNull();
  fs.writeFileSync(spool.stderr, "  Error: no\n");
  expect(stderrTail(spool)).toBe("Error: no");
  fs.writeFileSync(spool.stderr, `${"é".repeat(1_000_000)}end`);
  const tail = stderrTail(spool) ?? "";
  expect(tail.startsWith("…")).toBe(true);
  expect(tail.endsWith("éend")).toBe(true);
  expect(Buffer.byteLength(tail)).toBeLessThan(8_300);
  deleteSpool(spool.dir);
  expect(stderrTail(spool)).toBeNull();
});

test("deleting removes all files of a run, and is no error when they are gone", async () => {
  const parent = scratch();
  const spool = await createSpool(path.join(parent, "run"), "x");
  deleteSpool(spool.dir);
  deleteSpool(spool.dir);
  expect(fs.readdirSync(parent)).toEqual([]);
});

const SESSION = "3f8cdb26-543d-43eb-a90d-bce93b9edbf3";

test("a session that the CLI has kept is found in any of its folders", async () => {
  const home = scratch();
  expect(hasTranscript({ HOME: home }, SESSION)).toBe(false);
  const projects = path.join(home, ".claude", "projects");
  fs.mkdirSync(path.join(projects, "-srv-a"), { recursive: true });
  fs.mkdirSync(path.join(projects, "-srv-b"));
  fs.writeFileSync(path.join(projects, "a file"), "");
  expect(hasTranscript({ HOME: home }, SESSION)).toBe(false);
  fs.writeFileSync(path.join(projects, "-srv-b", `${SESSION}.jsonl`), "");
  expect(hasTranscript({ HOME: home }, SESSION)).toBe(true);
  expect(hasTranscript({ HOME: home }, SESSION.replace("3", "4"))).toBe(false);
});

test("CLAUDE_CONFIG_DIR says where the sessions are", async () => {
  const config = scratch();
  fs.mkdirSync(path.join(config, "projects", "x"), { recursive: true });
  fs.writeFileSync(path.join(config, "projects", "x", `${SESSION}.jsonl`), "");
  expect(hasTranscript({ HOME: scratch(), CLAUDE_CONFIG_DIR: config }, SESSION)).toBe(true);
});
