import fs from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { commandLine, PATIENT } from "../testing/command-line.ts";
import { CWD, folderOf, historyDir, SESSION, Transcript } from "../testing/history.ts";
import { scratch } from "../testing/scratch.ts";
import { plainConnection } from "../testing/store.ts";
import { progressWords } from "./import-printer.ts";

vi.setConfig({ testTimeout: PATIENT.timeout });

function withSession() {
  const { root, put } = historyDir();
  const transcript = new Transcript();
  transcript.ask("Which formats?");
  transcript.text("CSV.");
  transcript.note({ type: "hologram" });
  put(`${folderOf(CWD)}/${SESSION}.jsonl`, String(transcript));
  return root;
}

test("import brings in what CLAUDE_CONFIG_DIR has, tells what it did not understand, and is done at once the next time", async () => {
  const root = withSession();
  const { run, databasePath } = commandLine(scratch(), "/nowhere/claude", { CLAUDE_CONFIG_DIR: root });
  const first = await run("import");
  expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining("1 session of 1 directory") });
  expect(first.stdout).toMatch(/\nDone after \d+ s: 2 messages in 1 thread, 1 line or file not understood\.\n$/);
  expect(first.stderr).toContain(`${SESSION}.jsonl:3  Lines of the type “hologram” are not known`);
  expect(plainConnection(databasePath).prepare("SELECT content FROM messages ORDER BY rowid").pluck().all()).toEqual([
    "Which formats?",
    "CSV.",
  ]);
  expect(await run("import", "--from", root)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("Nothing new."),
  });
});

test("import --json tells what it found, its progress, each problem and its end", async () => {
  const root = withSession();
  const { start } = commandLine(scratch(), "/nowhere/claude");
  const importing = start(["import", "--from", root, "--json"]);
  expect(await importing.ended).toMatchObject({ code: 0, stderr: "" });
  const types = importing.events().map(({ type }) => type);
  expect([types[0], ...types.slice(-2)]).toEqual(["found", "problem", "ended"]);
  expect(importing.events().at(-1)).toMatchObject({ state: "complete", messages: 2, notShown: [] });
});

test("without any history, or with words that are too many, nothing is made", async () => {
  const { run, databasePath } = commandLine(scratch(), "/nowhere/claude");
  expect(await run("import")).toMatchObject({
    code: 3,
    stderr: expect.stringContaining("There are no sessions of Claude Code"),
  });
  expect(await run("import", "one", "two")).toMatchObject({ code: 2 });
  expect(fs.existsSync(databasePath)).toBe(false);
});

test("Ctrl-C ends an import, and what came in stays for the next one to go on from", async () => {
  const { root, put } = historyDir();
  for (let number = 0; number < 300; number += 1) {
    const session = `5e550000-0000-4000-8000-${String(number).padStart(12, "0")}`;
    const transcript = new Transcript(session, path.join("/srv", String(number % 7)));
    for (let index = 0; index < 60; index += 1) {
      transcript.ask(`question ${index}`);
      transcript.text("word ".repeat(300));
    }
    put(`${folderOf(transcript.cwd)}/${session}.jsonl`, String(transcript));
  }
  const { start, run, databasePath } = commandLine(scratch(), "/nowhere/claude", { CLAUDE_CONFIG_DIR: root });
  const importing = start(["import", "--json"]);
  const messages = () => Number(importing.events().findLast(({ type }) => type === "progress")?.messages ?? 0);
  await expect.poll(messages, { ...PATIENT, interval: 5 }).toBeGreaterThan(0);
  importing.signal("SIGINT");
  expect((await importing.ended).code).toBe(130);
  const ended = importing.events().at(-1);
  expect(ended).toMatchObject({ type: "ended", state: "cancelled" });
  expect(ended?.messages).toBeLessThan(300 * 120);
  expect((await run("import")).code).toBe(0);
  const count = plainConnection(databasePath).prepare("SELECT count(*) FROM messages").pluck();
  expect(count.get()).toBe(300 * 120);
});

test("progress is told with its rate and the time that is left", () => {
  const record = {
    ...{ importId: "i", kind: "history" as const, source: "/", state: "running" as const, failure: null },
    ...{ cancelRequestedAt: null, startedAt: 100, endedAt: null, files: 40, filesDone: 3, problems: 0, threads: 3 },
    ...{ bytes: 200 * 1024 * 1024, bytesDone: 50 * 1024 * 1024, messages: 1234 },
  };
  expect(progressWords(record, 105)).toBe("3 of 40 files, 50 MB of 200 MB, 1,234 messages, 10 MB/s, about 15 s left");
  expect(progressWords(record, 100.2)).toBe("3 of 40 files, 50 MB of 200 MB, 1,234 messages");
});
