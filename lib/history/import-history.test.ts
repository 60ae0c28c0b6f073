import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { CWD, folderOf, historyDir, OLD, SESSION, stored, Transcript } from "../../testing/history.ts";
import { scratchQuery, scratchStore } from "../../testing/store.ts";
import { faultsOf } from "../../testing/store-faults.ts";
import type { Db } from "../db/db.ts";
import { requestImportCancel } from "../db/imports.ts";
import { indexStep } from "../db/search-index.ts";
import { importHistory } from "./import-history.ts";

vi.setConfig({ testTimeout: 120_000 });

const RECORDED = path.join(import.meta.dirname, "../../testing/transcripts");
const sessionOf = (number: number) => `5e550000-0000-4000-8000-${String(number).padStart(12, "0")}`;

/** Every recorded session, where the CLI would have put it. */
function recorded(put: (file: string, content: string) => void): void {
  for (const name of fs.readdirSync(RECORDED).filter((file) => file.endsWith(".jsonl"))) {
    const text = fs.readFileSync(path.join(RECORDED, name), "utf8");
    const session = /"sessionId":"([^"]+)"/.exec(text)?.[1] ?? name;
    put(`${folderOf(CWD)}/${session}.jsonl`, text);
    const agents = path.join(RECORDED, name.slice(0, -".jsonl".length), "subagents");
    if (!fs.existsSync(agents)) continue;
    for (const file of fs.readdirSync(agents)) {
      put(`${folderOf(CWD)}/${session}/subagents/${file}`, fs.readFileSync(path.join(agents, file), "utf8"));
    }
  }
}

/** Some sessions with some questions each. */
function sessions(put: (file: string, content: string) => void, count: number, questions: number): void {
  for (let number = 1; number <= count; number += 1) {
    const transcript = new Transcript(sessionOf(number), `/srv/demo/${number % 3}/api`);
    for (let index = 0; index < questions; index += 1) {
      transcript.ask(`question ${index} of ${number}`);
      transcript.use("Read", { file_path: `${index}.ts` }, `toolu_${number}_${index}`);
      transcript.result(`toolu_${number}_${index}`, "word ".repeat(200));
      transcript.text(`answer ${index} of ${number}`);
    }
    put(`${folderOf(transcript.cwd)}/${transcript.session}.jsonl`, String(transcript));
  }
}

const rows = (db: Db, sql: string) => db.$client.prepare(sql).all() as Record<string, unknown>[];

test("recorded sessions of the CLI come in whole: threads, tools, thinking, sub-agents, failures, cost, and the index", async () => {
  const { db, file } = await scratchStore();
  const { root, put } = historyDir();
  recorded(put);
  const ended = await importHistory(db, { root });
  expect(ended).toMatchObject({
    state: "complete",
    problems: 0,
    failure: null,
    filesDone: ended.files,
    bytesDone: ended.bytes,
  });
  expect(rows(db, "SELECT DISTINCT module FROM messages ORDER BY module")).toEqual([
    { module: "hooked" },
    { module: "inventory" },
  ]);
  const agent = rows(
    db,
    "SELECT kind, text, parent_tool_use_id AS parent FROM blocks WHERE parent_tool_use_id IS NOT NULL ORDER BY position",
  );
  expect(agent.map(({ kind }) => kind)).toEqual(["notice", "tool_use", "tool_result", "text"]);
  // As the CLI itself told it of this session: its sub-agent included.
  const cost = rows(db, "SELECT cost_usd, cost_estimated FROM runs WHERE session_id LIKE '06d2a8fd%'");
  expect(cost).toEqual([{ cost_usd: expect.closeTo(0.03492, 9), cost_estimated: 1 }]);
  expect(rows(db, "SELECT DISTINCT state, origin FROM runs")).toEqual([{ state: "ended", origin: "history" }]);
  expect(rows(db, "SELECT DISTINCT status FROM messages ORDER BY 1")).toEqual([
    { status: "complete" },
    { status: "failed" },
  ]);
  while (indexStep(db));
  const index = db.$client.prepare("INSERT INTO search_index (search_index) VALUES ('integrity-check')");
  expect(() => index.run()).not.toThrow();
  expect(rows(db, "SELECT count(*) AS n FROM search_index")).toEqual(rows(db, "SELECT count(*) AS n FROM messages"));
  expect(faultsOf(db.$client)).toEqual([]);
  expect(fs.existsSync(file)).toBe(true);
});

test("importing again makes nothing twice, and tells that nothing is new", async () => {
  const { db } = await scratchStore();
  const { root, put } = historyDir();
  recorded(put);
  await importHistory(db, { root });
  const before = stored(db.$client);
  expect(await importHistory(db, { root })).toMatchObject({ state: "complete", files: 0, messages: 0 });
  db.$client.exec("DELETE FROM history_files");
  expect(await importHistory(db, { root })).toMatchObject({ state: "complete", messages: 0, threads: 0 });
  expect(stored(db.$client)).toEqual(before);
});

test("an import that was cancelled, by its row or by a signal, goes on to what one import would have made", async () => {
  const { db } = await scratchStore();
  const { root, put } = historyDir();
  sessions(put, 150, 30);
  const whole = await scratchStore();
  await importHistory(whole.db, { root });
  const byRow = await importHistory(db, {
    root,
    onProgress: ({ importId, messages, state }) =>
      messages > 0 && state === "running" && requestImportCancel(db, importId),
  });
  expect(byRow.state).toBe("cancelled");
  const some = byRow.messages;
  expect(some).toBeLessThan(150 * 60);
  const bySignal = await importHistory(db, { root, signal: AbortSignal.abort() });
  expect(bySignal.state).toBe("cancelled");
  const rest = await importHistory(db, { root });
  expect(rest).toMatchObject({ state: "complete" });
  expect(some + bySignal.messages + rest.messages).toBe(150 * 60);
  expect(stored(db.$client)).toEqual(stored(whole.db.$client));
});

test("an import whose process was killed goes on without a loss or a double", async () => {
  const { db, file } = await scratchStore();
  const { root, put } = historyDir();
  sessions(put, 150, 30);
  for (let kill = 0; kill < 3; kill += 1) {
    const program = path.join(import.meta.dirname, "../../testing/import-process.ts");
    const child = spawn(process.execPath, [program, file, root], { stdio: ["ignore", "pipe", "inherit"] });
    onTestFinished(() => void child.kill("SIGKILL"));
    const before = Number(rows(db, "SELECT count(*) AS n FROM messages")[0]?.n);
    await expect
      .poll(() => Number(rows(db, "SELECT count(*) AS n FROM messages")[0]?.n), { timeout: 60_000, interval: 1 })
      .toBeGreaterThan(Math.min(before, 150 * 60 - 1));
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("close", resolve));
  }
  await importHistory(db, { root });
  const whole = await scratchStore();
  await importHistory(whole.db, { root });
  expect(stored(db.$client)).toEqual(stored(whole.db.$client));
});

test("what is appended to a file is added, and a file that grew in pieces equals one that was whole", async () => {
  const { db } = await scratchStore();
  const { root, put } = historyDir();
  const transcript = new Transcript();
  const name = `${folderOf(CWD)}/${SESSION}.jsonl`;
  const grow = async () => {
    put(name, String(transcript), new Date());
    await importHistory(db, { root });
  };
  transcript.ask("one");
  await grow();
  expect(rows(db, "SELECT status FROM messages ORDER BY rowid")).toEqual([
    { status: "complete" },
    { status: "processing" },
  ]);
  transcript.use("Read", {}, "toolu_1");
  await grow();
  transcript.result("toolu_1", "a result");
  transcript.text("half of it, ", {}, { id: "m", stop_reason: null });
  await grow();
  transcript.text("and the rest", {}, { id: "m" });
  await grow();
  transcript.ask("two");
  transcript.text("second");
  await grow();
  const whole = await scratchStore();
  await importHistory(whole.db, { root });
  expect(stored(db.$client)).toEqual(stored(whole.db.$client));
  while (indexStep(db));
  expect(rows(db, "SELECT count(*) AS n FROM search_index('rest')")).toEqual([{ n: 1 }]);
});

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

test("a forked session's copied lines stay with the session that they come from, whichever is newer", async () => {
  const { db } = await scratchStore();
  const { root, put } = historyDir();
  const first = new Transcript();
  first.ask("one");
  first.text("first");
  const fork = new Transcript(sessionOf(2));
  const copied = first.lines.map((line) => ({ ...line, sessionId: fork.session }));
  fork.ask("two");
  fork.text("second");
  put(`${folderOf(CWD)}/${first.session}.jsonl`, String(first), OLD);
  // The file system's clock may be coarse: what is made later has a later time of birth in the end.
  const born = fs.statSync(path.join(root, "projects", folderOf(CWD), `${first.session}.jsonl`)).birthtimeMs;
  await expect.poll(() => fs.statSync(put(crypto.randomUUID(), "")).birthtimeMs).toBeGreaterThan(born);
  put(
    `${folderOf(CWD)}/${fork.session}.jsonl`,
    copied.map((line) => `${JSON.stringify(line)}\n`).join("") + String(fork),
    new Date("2026-02-03"),
  );
  await importHistory(db, { root });
  expect(rows(db, "SELECT thread_id, content FROM messages ORDER BY thread_id, timestamp, rowid")).toEqual([
    { thread_id: first.session, content: "one" },
    { thread_id: first.session, content: "first" },
    { thread_id: fork.session, content: "two" },
    { thread_id: fork.session, content: "second" },
  ]);
});

test("a session that Switchboard launched isn't imported again; what was typed in a terminal is added to its thread", async () => {
  const { db } = await scratchStore();
  const { root, put } = historyDir();
  const own = scratchQuery(db, { cwd: CWD, module: "inventory", prompt: "asked here" });
  const transcript = new Transcript();
  transcript.ask("asked here");
  transcript.text("answered here");
  const at = Date.UTC(2026, 0, 2, 3, 4, 1) / 1000;
  db.$client
    .prepare("UPDATE runs SET session_id = ?, state = 'ended', started_at = ?, ended_at = ?")
    .run(SESSION, at - 0.5, at + 1.5);
  db.$client.exec("UPDATE messages SET status = 'complete' WHERE status = 'processing'; DELETE FROM run_positions");
  for (let more = 0; more < 10; more += 1) transcript.note({ type: "mode" });
  transcript.system("turn_duration", { timestamp: "2026-01-02T04:00:00Z" });
  transcript.ask("typed in a terminal", { timestamp: "2026-01-02T04:00:01Z" });
  transcript.text("answered there", { timestamp: "2026-01-02T04:00:02Z" });
  put(`${folderOf(CWD)}/${SESSION}.jsonl`, String(transcript));
  await importHistory(db, { root });
  const messages = rows(
    db,
    "SELECT thread_id, module, content FROM messages WHERE content LIKE '%answered%' OR content LIKE '%typed%'",
  );
  expect(messages).toEqual([
    { thread_id: own.threadId, module: "inventory", content: "typed in a terminal" },
    { thread_id: own.threadId, module: "inventory", content: "answered there" },
  ]);
  expect(rows(db, "SELECT count(*) AS n FROM threads")).toEqual([{ n: 1 }]);
  expect(rows(db, "SELECT title FROM threads")).toEqual([{ title: "A question" }]);
});

test("a session waits while a run in its directory may turn out to be its own", async () => {
  const { db } = await scratchStore();
  const { root, put } = historyDir();
  scratchQuery(db, { cwd: CWD });
  db.$client.exec("UPDATE runs SET session_id = NULL, started_at = started_at - 60");
  const transcript = new Transcript();
  transcript.ask("one");
  transcript.text("first");
  put(`${folderOf(CWD)}/${SESSION}.jsonl`, String(transcript));
  expect(await importHistory(db, { root })).toMatchObject({ state: "complete", messages: 0 });
  db.$client.exec("UPDATE runs SET state = 'ended'");
  expect(await importHistory(db, { root })).toMatchObject({ state: "complete", messages: 2 });
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
