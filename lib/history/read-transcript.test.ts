import fs from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { CWD, folderOf, historyDir, OLD, SESSION, stored, Transcript } from "../../testing/history.ts";
import { scratchStore } from "../../testing/store.ts";
import { applyChanges } from "../core/change.ts";
import { currentCursor, readChanges } from "../db/changes.ts";
import { requestStop } from "../db/run-state.ts";
import { indexStep } from "../db/search-index.ts";
import { readThreadView } from "../db/views.ts";
import { importHistory } from "./import-history.ts";
import { closeQuietSessions, readNewLines } from "./read-transcript.ts";

vi.setConfig({ testTimeout: 60_000 });

const NAME = `${folderOf(CWD)}/${SESSION}.jsonl`;

test("a session that goes on in a terminal grows line by line, and an open page that follows sees the same as a new one", async () => {
  const { db } = await scratchStore();
  const { root, put } = historyDir();
  const transcript = new Transcript();
  transcript.ask("one");
  const file = put(NAME, String(transcript), new Date());
  expect(await readNewLines(db, file, root)).toMatchObject({ lines: 1, messages: 2, open: true, threadId: SESSION });
  const view = readThreadView(db, SESSION);
  expect(view?.messages.at(-1)).toMatchObject({ status: "processing", run: { state: "running", origin: "history" } });
  let seen = view as NonNullable<typeof view>;
  const steps = [
    () => transcript.say([{ type: "thinking", thinking: "hm" }], {}, { stop_reason: "tool_use" }),
    () => transcript.use("Read", { file_path: "a" }, "toolu_1"),
    () => transcript.result("toolu_1", "what stood there"),
    () => transcript.text("the answer", {}, { id: "m" }),
    () => transcript.text("and a late part of it", {}, { id: "m" }),
    () => transcript.ask("two"),
  ];
  for (const step of steps) {
    const from = String(transcript).length;
    step();
    fs.appendFileSync(file, String(transcript).slice(from));
    await readNewLines(db, file, root);
    const { changes, cursor } = readChanges(db, seen.cursor, null);
    seen = applyChanges(seen, changes, cursor);
    expect(seen.messages).toEqual(
      readThreadView(db, SESSION)?.messages.map((message) => ({ ...message, content: expect.any(String) })),
    );
  }
  expect(readThreadView(db, SESSION)?.messages.map(({ status, content }) => [status, content])).toEqual([
    ["complete", "one"],
    ["complete", "the answer\n\nand a late part of it"],
    ["complete", "two"],
    ["processing", ""],
  ]);
  while (indexStep(db));
  const found = db.$client.prepare("SELECT count(*) FROM search_index('stood')").pluck();
  expect(found.get()).toBe(1);
  const before = currentCursor(db);
  expect(await readNewLines(db, file, root)).toMatchObject({ lines: 0, messages: 0 });
  expect(currentCursor(db)).toBe(before);
});

test("what was followed line by line equals what one import makes of the whole file", async () => {
  const { db } = await scratchStore();
  const whole = await scratchStore();
  const { root, put } = historyDir();
  const recorded = path.join(import.meta.dirname, "../../testing/transcripts");
  for (const name of ["tool-task-subagent", "resume", "control-interrupt-bash", "err-401", "project-slash-command"]) {
    const lines = fs.readFileSync(path.join(recorded, `${name}.jsonl`), "utf8").split(/(?<=\n)/);
    const session = /"sessionId":"([^"]+)"/.exec(lines.join(""))?.[1];
    const file = put(`${folderOf(CWD)}/${session}.jsonl`, "", new Date());
    for (const line of lines) {
      fs.appendFileSync(file, line.slice(0, 20));
      await readNewLines(db, file, root);
      fs.appendFileSync(file, line.slice(20));
      await readNewLines(db, file, root);
    }
  }
  const found = await importHistory(whole.db, { root });
  expect(found.state).toBe("complete");
  const counts = ({ blocks, messages, runs }: ReturnType<typeof stored>) => ({ blocks, messages, runs });
  expect(counts(stored(db.$client))).toEqual(counts(stored(whole.db.$client)));
});

test("nothing goes on for ever: an answer ends when its file is quiet or gone, and it can't be stopped from here", async () => {
  const { db } = await scratchStore();
  const { root, put } = historyDir();
  const quiet = new Transcript();
  quiet.ask("one");
  const gone = new Transcript("5e550000-0000-4000-8000-000000000002");
  gone.ask("two");
  gone.text("half", {}, { stop_reason: null });
  const files = [quiet, gone].map((transcript) =>
    put(`${folderOf(CWD)}/${transcript.session}.jsonl`, String(transcript), new Date()),
  );
  for (const file of files) await readNewLines(db, file, root);
  const runs = () =>
    db.$client
      .prepare("SELECT run_id, state, json_extract(failure, '$.code') AS code FROM runs ORDER BY session_id")
      .all() as { run_id: string }[];
  expect(runs()).toMatchObject([{ state: "running" }, { state: "running" }]);
  for (const { run_id: runId } of runs()) expect(requestStop(db, runId)).toBe(false);
  await closeQuietSessions(db);
  expect(runs()).toMatchObject([{ state: "running" }, { state: "running" }]);
  fs.utimesSync(files[0] ?? "", OLD, OLD);
  fs.rmSync(files[1] ?? "");
  await closeQuietSessions(db);
  expect(runs()).toMatchObject([
    { state: "ended", code: "no-result" },
    { state: "ended", code: null },
  ]);
  expect(await readNewLines(db, files[1] ?? "", root)).toMatchObject({ skipped: "the file is gone", open: false });
});

test("a sub-agent's lines wait for the call that they belong to", async () => {
  const { db } = await scratchStore();
  const { root, put } = historyDir();
  const transcript = new Transcript();
  transcript.ask("go");
  const agent = new Transcript("a6e47000-0000-4000-8000-000000000001");
  agent.ask("count", { isSidechain: true, agentId: "a1", sessionId: SESSION });
  const main = put(NAME, String(transcript), new Date());
  const file = put(`${folderOf(CWD)}/${SESSION}/subagents/agent-a1.jsonl`, String(agent), new Date());
  put(`${folderOf(CWD)}/${SESSION}/subagents/agent-a1.meta.json`, JSON.stringify({ toolUseId: "toolu_1" }));
  await readNewLines(db, main, root);
  expect(await readNewLines(db, file, root)).toMatchObject({ lines: 0, open: true });
  transcript.use("Task", { prompt: "count" }, "toolu_1");
  put(NAME, String(transcript), new Date());
  await readNewLines(db, main, root);
  expect(await readNewLines(db, file, root)).toMatchObject({ lines: 1, skipped: null });
  const blocks = db.$client.prepare("SELECT kind, parent_tool_use_id AS parent FROM blocks ORDER BY position").all();
  expect(blocks).toEqual([
    { kind: "tool_use", parent: null },
    { kind: "notice", parent: "toolu_1" },
  ]);
});
