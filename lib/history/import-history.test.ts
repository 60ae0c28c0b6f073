import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import {
  CWD,
  folderOf,
  historyDir,
  OLD,
  recorded,
  rows,
  SESSION,
  sessionOf,
  sessions,
  stored,
  Transcript,
} from "../../testing/history.ts";
import { scratchQuery, scratchStore } from "../../testing/store.ts";
import { faultsOf } from "../../testing/store-faults.ts";
import { requestImportCancel } from "../db/imports.ts";
import { indexStep } from "../db/search-index.ts";
import { importHistory } from "./import-history.ts";

vi.setConfig({ testTimeout: 120_000 });

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
  // As drizzle/ sets it: while much came in, less was merged.
  expect(rows(db, "SELECT v FROM search_index_config WHERE k = 'automerge'")).toEqual([{ v: 8 }]);
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
  const hook = { type: "hook_success", hookName: "Stop", content: "zebra" };
  transcript.add({ type: "attachment", attachment: hook, timestamp: transcript.lines.at(-1)?.timestamp });
  await grow();
  while (indexStep(db));
  expect(rows(db, "SELECT count(*) AS n FROM search_index('zebra')")).toEqual([{ n: 1 }]);
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
