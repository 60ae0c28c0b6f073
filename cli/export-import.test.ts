import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { openStore } from "../lib/db/store.ts";
import { commandLine, PATIENT } from "../testing/command-line.ts";
import { scratch } from "../testing/scratch.ts";

vi.setConfig({ testTimeout: PATIENT.timeout });

/** The command line on a database with a thread of two messages. */
async function withThread() {
  const line = commandLine(scratch(), "/nowhere");
  const store = await openStore({ path: line.databasePath });
  const { threadId } = await store.createThread({ title: "Größe/Farbe", modules: ["billing"] });
  await store.addMessage({ threadId, module: "billing", content: "Which sizes?", type: "question" });
  await store.addMessage({ threadId, module: "billing", content: "`S` to **XL**" });
  await store.close();
  return { ...line, threadId };
}

test("a thread is printed as Markdown, or written whole to a file that is never written over unasked", async () => {
  const { run, dir, threadId } = await withThread();
  const printed = await run("export", threadId.slice(0, 8));
  expect(printed).toMatchObject({ code: 0, stderr: "" });
  expect(printed.stdout).toMatch(
    /^# Größe\/Farbe\n[\s\S]*## Question · billing\n[\s\S]*Which sizes\?\n[\s\S]*`S` to \*\*XL\*\*\n$/,
  );
  const file = path.join(dir, "thread.html");
  expect(await run("export", threadId, "--format", "html", "--output", file)).toEqual({
    code: 0,
    stdout: "",
    stderr: "",
  });
  expect(readFileSync(file, "utf8")).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  writeFileSync(file, "mine");
  const refused = await run("export", threadId, "--output", file);
  expect(refused).toMatchObject({ code: 3, stdout: "" });
  expect(refused.stderr).toContain("is there already");
  expect(readFileSync(file, "utf8")).toBe("mine");
  expect((await run("export", threadId, "--output", file, "--force")).code).toBe(0);
  expect(readFileSync(file, "utf8")).toMatch(/^# Größe/);
  expect((await run("export", "--output", path.join(dir, "no", "where.jsonl"))).stderr).toContain("can't be written");
  expect(readdirSync(dir).filter((name) => name.includes("partial"))).toEqual([]);
});

test("everything is exported, previewed and imported into another database, once", async () => {
  const { run, dir, start } = await withThread();
  const file = path.join(dir, "all.jsonl");
  await run("export", "--output", file);
  const env = { SWITCHBOARD_DB: path.join(dir, "other.db") };
  const preview = await start(["import", file, "--preview"], { env }).ended;
  expect(preview).toMatchObject({ code: 0, stderr: "" });
  expect(preview.stdout).toMatch(/2 messages +2 new\nmodules: billing 2\n[\s\S]*Nothing was changed\.\n$/);
  const imported = await start(["import", file], { env }).ended;
  expect(imported.stdout).toMatch(/1 thread +1 added\n2 messages +2 added\n/);
  const again = await start(["import", "all.jsonl", "--json"], { env, cwd: dir }).ended;
  expect(JSON.parse(again.stdout)).toMatchObject({ state: "complete", tally: { messages: { equal: 2, added: 0 } } });
  const exported = await start(["export"], { env }).ended;
  expect(exported.stdout).toBe(readFileSync(file, "utf8"));
});

test("a database of another program is imported by the same command, and what was kept out makes exit code 1", async () => {
  const { run, dir } = await withThread();
  const file = path.join(dir, "broken.jsonl");
  writeFileSync(file, '{"line":"switchboard-export","version":1,"of":{}}\nnonsense\n');
  const { code, stdout } = await run("import", file);
  expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining("2: It is no JSON: nonsense") });
});

test("what is not understood exits with 2, what is refused with 3, and no database is made", async () => {
  const line = commandLine(scratch(), "/nowhere");
  const cases: [number, string[], string][] = [
    [2, ["export", "--format", "html"], "only a thread"],
    [2, ["export", "a", "b"], "is too much"],
    [2, ["export", "abcdef", "--format", "pdf"], "There are: md, json, html, jsonl."],
    [2, ["export", "--force"], "--force goes with --output"],
    [2, ["import", "--preview"], "are about a FILE"],
    [3, ["export"], "There is no database"],
    [3, ["export", "--since", "whenever"], "is no day and no time"],
    [3, ["import", "nothing.jsonl"], "There is no file"],
  ];
  for (const [code, args, words] of cases) {
    const ended = await line.run(...args);
    expect({ args, code: ended.code, stdout: ended.stdout }).toEqual({ args, code, stdout: "" });
    expect(ended.stderr).toContain(words);
  }
  expect(existsSync(line.databasePath)).toBe(false);
});
