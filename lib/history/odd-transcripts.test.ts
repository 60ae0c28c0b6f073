import fs from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import {
  CWD,
  folderOf,
  historyDir,
  OLD,
  recorded,
  rows,
  SESSION,
  sessionOf,
  Transcript,
} from "../../testing/history.ts";
import { scratchStore } from "../../testing/store.ts";
import { indexStep } from "../db/search-index.ts";
import { importHistory } from "./import-history.ts";

vi.setConfig({ testTimeout: 120_000 });

test("an answer in a file that has not changed for long has ended, and nothing is shown as going on for ever", async () => {
  const { db } = await scratchStore();
  const { root, put } = historyDir();
  const transcript = new Transcript();
  transcript.ask("one");
  transcript.use("Bash", { command: "sleep 999" }, "toolu_1");
  const name = `${folderOf(CWD)}/${SESSION}.jsonl`;
  put(name, String(transcript), new Date());
  await importHistory(db, { root });
  expect(rows(db, "SELECT state FROM runs")).toEqual([{ state: "running" }]);
  put(name, String(transcript), OLD);
  await importHistory(db, { root });
  expect(rows(db, "SELECT state, json_extract(failure, '$.code') AS code FROM runs")).toEqual([
    { state: "ended", code: "no-result" },
  ]);
  transcript.result("toolu_1", "it came after all");
  transcript.text("done");
  put(name, String(transcript), new Date());
  await importHistory(db, { root });
  expect(rows(db, "SELECT status, content FROM messages WHERE type = 'response' ORDER BY timestamp")).toEqual([
    { status: "failed", content: "" },
    { status: "complete", content: "done" },
  ]);
});

test("a file that was replaced or cut is read anew, without doubles", async () => {
  const { db } = await scratchStore();
  const { root, put } = historyDir();
  const transcript = new Transcript();
  transcript.ask("one");
  transcript.text("first");
  const short = String(transcript);
  transcript.ask("two");
  transcript.text("second");
  const name = `${folderOf(CWD)}/${SESSION}.jsonl`;
  put(name, String(transcript));
  await importHistory(db, { root });
  const other = new Transcript("5e550000-0000-4000-9000-000000000001");
  other.ask("three");
  other.text("third");
  put(name, short + String(other), new Date("2026-02-02"));
  await importHistory(db, { root });
  expect(
    rows(db, "SELECT content FROM messages ORDER BY timestamp, rowid")
      .map(({ content }) => content)
      .sort(),
  ).toEqual(["first", "one", "second", "third", "three", "two"]);
  expect(rows(db, "SELECT kind FROM import_problems")).toEqual([{ kind: "replaced" }]);
});

test("a thread that a person deleted doesn't come back, and a title that a person gave stays", async () => {
  const { db } = await scratchStore();
  const { root, put } = historyDir();
  const files = [1, 2].map((number) => {
    const transcript = new Transcript(sessionOf(number));
    transcript.ask(`question ${number}`);
    transcript.text("answer");
    return transcript;
  });
  const write = (time: string) => {
    for (const transcript of files)
      put(`${folderOf(CWD)}/${transcript.session}.jsonl`, String(transcript), new Date(time));
  };
  write("2026-02-01");
  await importHistory(db, { root });
  db.$client.prepare("DELETE FROM threads WHERE thread_id = ?").run(sessionOf(1));
  db.$client.prepare("UPDATE threads SET title = 'mine'").run();
  for (const transcript of files) {
    transcript.ask("more");
    transcript.text("yes");
    transcript.note({ type: "custom-title", customTitle: "theirs" });
  }
  write("2026-02-02");
  await importHistory(db, { root });
  expect(rows(db, "SELECT thread_id, title FROM threads")).toEqual([{ thread_id: sessionOf(2), title: "mine" }]);
  expect(rows(db, "SELECT skipped FROM history_files ORDER BY path")).toEqual([
    { skipped: "its thread was deleted" },
    { skipped: null },
  ]);
});

test("directories of the same folder name get names of their own, the newest session's the plain one", async () => {
  const { db } = await scratchStore();
  const { root, put } = historyDir();
  for (const [index, cwd] of ["/srv/a/api", "/srv/b/api", "/", "/srv/b/api"].entries()) {
    const transcript = new Transcript(sessionOf(index), cwd);
    transcript.ask("question");
    transcript.text("answer");
    put(`${folderOf(cwd)}/${transcript.session}.jsonl`, String(transcript), new Date(OLD.getTime() - index * 1e6));
  }
  await importHistory(db, { root });
  expect(rows(db, "SELECT name, path FROM modules ORDER BY name")).toEqual([
    { name: "api", path: "/srv/a/api" },
    { name: "api (b)", path: "/srv/b/api" },
    { name: "root", path: "/" },
  ]);
});

test("sub-agents without a note beside them, or without a session, and results in files of their own come in too", async () => {
  const { db } = await scratchStore();
  const { root, put } = historyDir();
  const folder = folderOf(CWD);
  const transcript = new Transcript();
  transcript.ask("go");
  transcript.use("Task", { prompt: "count" }, "toolu_1");
  const saved = `${root}/projects/${folder}/${SESSION}/tool-results/abc.txt`;
  const preview = `<persisted-output>\nOutput too large (40KB). Full output saved to: ${saved}\n\nPreview (first 2KB):\nx`;
  transcript.result("toolu_1", preview, { toolUseResult: { agentId: "a1" } });
  transcript.use("Bash", {}, "toolu_2");
  transcript.result("toolu_2", "saved to: /x/tool-results/../../../secret.txt\n\ntool-results");
  transcript.text("done");
  put(`${folder}/${SESSION}.jsonl`, String(transcript));
  put(`${folder}/${SESSION}/tool-results/abc.txt`, "the whole output");
  const agent = (session: string, text: string) => {
    const lines = new Transcript(session);
    lines.ask("count", { isSidechain: true, agentId: "a1" });
    lines.text(text, { isSidechain: true, agentId: "a1" });
    return String(lines).replaceAll(`"uuid":"${session.slice(0, 8)}`, '"uuid":"a6e47000');
  };
  put(`${folder}/agent-a1.jsonl`, agent(SESSION, "eighty"));
  put(`${folder}/${sessionOf(9)}/subagents/agent-b2.jsonl`, agent(sessionOf(9), "alone"));
  const ended = await importHistory(db, { root });
  expect(ended).toMatchObject({ state: "complete", problems: 0, threads: 2 });
  expect(rows(db, "SELECT text FROM blocks WHERE kind = 'tool_result' ORDER BY position")).toEqual([
    { text: "the whole output" },
    { text: expect.stringContaining("secret.txt") },
  ]);
  const texts = rows(db, "SELECT text, parent_tool_use_id AS parent FROM blocks WHERE kind = 'text' ORDER BY text");
  expect(texts).toEqual([
    { text: "alone", parent: null },
    { text: "done", parent: null },
    { text: "eighty", parent: "toolu_1" },
  ]);
  while (indexStep(db));
  expect(rows(db, "SELECT count(*) AS n FROM search_index('eighty')")).toEqual([{ n: 1 }]);
});

test("broken, half-written and foreign lines are told by file and line, and cost no good line", async () => {
  const { db } = await scratchStore();
  const { root, put } = historyDir();
  const transcript = new Transcript();
  transcript.ask("one");
  transcript.text("first");
  const good = String(transcript);
  const bad = Buffer.concat([
    Buffer.from('{"type":"user","mess\n'),
    Buffer.from([0xff, 0x00, 0xfe, 0x0a]),
    Buffer.from('[1]\n\n"word"\n'),
  ]);
  transcript.ask("two");
  transcript.text("second \ud800");
  const rest = String(transcript).slice(good.length);
  put(
    `${folderOf(CWD)}/${SESSION}.jsonl`,
    Buffer.concat([Buffer.from(good), bad, Buffer.from(`${rest}{"type":"assis`)]),
  );
  put(`${folderOf(CWD)}/notes.txt`, "no transcript");
  fs.mkdirSync(path.join(root, "projects", folderOf(CWD), "directory.jsonl"));
  put("lonely/empty.jsonl", "");
  const ended = await importHistory(db, { root });
  expect(ended).toMatchObject({ state: "complete", messages: 4, problems: 5 });
  const told = rows(db, "SELECT line, kind FROM import_problems ORDER BY line");
  expect(told).toEqual([
    { line: 3, kind: "not-json" },
    { line: 4, kind: "not-json" },
    { line: 5, kind: "not-json" },
    { line: 7, kind: "not-json" },
    { line: 10, kind: "half-written" },
  ]);
  expect(rows(db, "SELECT content FROM messages WHERE content LIKE 'second%'")).toEqual([{ content: "second \ufffd" }]);
});

test("files that can't be read are told, and the rest comes in", async () => {
  const { db } = await scratchStore();
  const { root, put } = historyDir();
  const transcript = new Transcript();
  transcript.ask("one");
  transcript.text("first");
  put(`${folderOf(CWD)}/${SESSION}.jsonl`, String(transcript));
  const folder = path.join(root, "projects", "looped");
  fs.mkdirSync(folder);
  fs.symlinkSync("self.jsonl", path.join(folder, "self.jsonl")); // opening it fails, also for root
  const ended = await importHistory(db, { root });
  expect(ended).toMatchObject({ state: "complete", messages: 2, problems: 1 });
  expect(rows(db, "SELECT line, kind FROM import_problems")).toEqual([{ line: null, kind: "unreadable" }]);
});

test("the files are only read: their bytes, times and rights stay, and nothing is made beside them", async () => {
  const { db } = await scratchStore();
  const { root, put } = historyDir();
  recorded(put);
  const look = () =>
    fs
      .readdirSync(root, { recursive: true, withFileTypes: true })
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
      .map((file) => {
        const { mtimeMs, ctimeMs, mode, size, ino } = fs.statSync(file);
        return { file, mtimeMs, ctimeMs, mode, size, ino };
      });
  const before = look();
  await importHistory(db, { root });
  expect(look()).toEqual(before);
});

test("a root that isn't there is no error: there is nothing to import", async () => {
  const { db } = await scratchStore();
  expect(await importHistory(db, { root: "/nowhere/at/all" })).toMatchObject({ state: "complete", files: 0 });
});
