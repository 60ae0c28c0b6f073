import fs from "node:fs";
import { expect, test } from "vitest";
import { CWD, folderOf, historyDir, rows, SESSION, sessionOf, Transcript } from "../../testing/history.ts";
import { scratchStore } from "../../testing/store.ts";
import type { Db } from "../db/db.ts";
import { NAME_TAKEN, writeHistoryBatch } from "../db/history.ts";
import { toTranscript } from "./find-transcripts.ts";
import { peekTranscript } from "./peek-transcript.ts";
import { planTranscript } from "./plan-transcript.ts";
import { readBatches } from "./transcript-reader.ts";

/** What a process makes of a file as it is now, before it writes anything. */
function prepare(db: Db, root: string, file: string) {
  const transcript = toTranscript(file, fs.statSync(file));
  const plan = planTranscript(db, { root, transcript, head: peekTranscript(file), bulk: false, reserved: new Map() });
  if (plan.kind !== "read") throw new Error(`This is to be read, not: ${plan.kind}`);
  const [batch] = readBatches(plan.reading);
  if (!batch) throw new Error("There is nothing new in the file.");
  return { module: plan.target.module, write: () => writeHistoryBatch(db, plan.target, batch, null) };
}

test("of two processes that read the same lines of a file, one writes them", async () => {
  const { db } = await scratchStore();
  const { root, put } = historyDir();
  const transcript = new Transcript();
  transcript.ask("one");
  const file = put(`${folderOf(CWD)}/${SESSION}.jsonl`, String(transcript), new Date());
  prepare(db, root, file).write();
  transcript.text("first", {}, { stop_reason: null });
  put(`${folderOf(CWD)}/${SESSION}.jsonl`, String(transcript), new Date());
  const [mine, theirs] = [prepare(db, root, file), prepare(db, root, file)];
  expect(mine.write()).toMatchObject({ grew: true });
  expect(theirs.write()).toBe(null);
  expect(rows(db, "SELECT text FROM blocks")).toEqual([{ text: "first" }]);
});

test("of two processes that chose one name for two directories, the later one chooses again", async () => {
  const { db } = await scratchStore();
  const { root, put } = historyDir();
  const files = ["/srv/a/api", "/srv/b/api"].map((cwd, index) => {
    const transcript = new Transcript(sessionOf(index), cwd);
    transcript.ask("question");
    return put(`${folderOf(cwd)}/${transcript.session}.jsonl`, String(transcript));
  });
  const [a = "", b = ""] = files;
  const [mine, theirs] = [prepare(db, root, a), prepare(db, root, b)];
  expect([mine.module, theirs.module]).toEqual(["api", "api"]);
  expect(mine.write()).toMatchObject({ messages: 2 });
  expect(theirs.write()).toMatchObject({ messages: 0, skipped: NAME_TAKEN });
  const again = prepare(db, root, b);
  expect([again.module, again.write()?.messages]).toEqual(["api (b)", 2]);
});
