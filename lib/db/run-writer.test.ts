import fc from "fast-check";
import { expect, test } from "vitest";
import { linesOf, recording, recordingNames } from "../../testing/recordings/replay.ts";
import { FOLLOWER, plainConnection, scratchQuery, scratchStore } from "../../testing/store.ts";
import { faultsOf } from "../../testing/store-faults.ts";
import { applyFoldChanges, type FoldedBlock } from "../core/claude/apply-fold-changes.ts";
import { contentOf } from "../core/claude/content.ts";
import { initialFold } from "../core/claude/fold.ts";
import { foldLines } from "../core/claude/fold-lines.ts";
import type { FoldChange, RunResult } from "../core/claude/fold-types.ts";
import { storedFold } from "../core/claude/stored-fold.ts";
import type { Failure } from "../core/failure.ts";
import { messageBlocks } from "./arriving.ts";
import type { Db } from "./db.ts";
import { requestStop, stopRequested } from "./run-state.ts";
import { applyBatch, applyLastBatch, finishRun, type RunBatch } from "./run-writer.ts";
import { activeRuns, claimRun, findActiveRun, findRunOf } from "./runs.ts";

const FAILURE: Failure = {
  code: "no-result",
  message: "Claude Code ended without a result.",
  hint: null,
  apiKind: null,
  apiStatus: null,
  stderrTail: null,
  exitCode: 1,
  signal: null,
};

type Query = ReturnType<typeof scratchQuery>;

/** The lines of a recording as batches of random size, each with what it means. */
function batchesOf(name: string, cuts: number[]): Omit<RunBatch, keyof Query | "growContent">[] {
  const lines = linesOf([recording(name)]);
  const ends = [...new Set([...cuts.map((cut) => cut % (lines.length + 1)), lines.length])].sort((a, b) => a - b);
  let state = initialFold();
  let done = 0;
  return ends.map((end) => {
    const part = lines.slice(done, end);
    const from = lines[done - 1]?.end ?? 0;
    const folded = foldLines(
      state,
      part.map((line) => line.text),
    );
    state = folded.state;
    done = end;
    return { follower: FOLLOWER, from, to: part.at(-1)?.end ?? from, fold: storedFold(state), changes: folded.changes };
  });
}

const withoutMessage = (db: Db, messageId: string): FoldedBlock[] =>
  messageBlocks(db, messageId).map(({ messageId: _, ...block }) => block);

const stored = (db: Db) =>
  ["messages", "blocks", "runs", "run_positions", "changes"].map((table) =>
    db.$client.prepare(`SELECT * FROM ${table}`).all(),
  );

const endOf = (query: Query, failure: Failure | null, result: RunResult | null = null) => ({
  ...query,
  follower: FOLLOWER,
  result,
  failure,
});

test.each(recordingNames())("the recording %s, in any batches, is stored as it is folded", async (name) => {
  const { db } = await scratchStore();
  const cuts = fc.array(fc.nat(2_000), { maxLength: 12 });
  fc.assert(
    fc.property(cuts, fc.array(fc.boolean(), { minLength: 13, maxLength: 13 }), (at, grows) => {
      const query = scratchQuery(db);
      let blocks: FoldedBlock[] = [];
      for (const [index, batch] of batchesOf(name, at).entries()) {
        const growContent = grows[index] ?? false;
        expect(applyBatch(db, { ...query, ...batch, growContent })).toBe(true);
        blocks = applyFoldChanges(blocks, batch.changes);
        expect(withoutMessage(db, query.messageId)).toEqual(blocks);
        expect(findActiveRun(db, query.messageId)).toMatchObject({ spoolOffset: batch.to, fold: batch.fold });
        if (growContent) expect(contentNow(db, query)).toMatchObject({ content: contentOf(blocks) });
      }
      expect(findActiveRun(db, query.messageId)?.spoolOffset).toBe(recording(name).length);
      expect(finishRun(db, endOf(query, null))).toBe(true);
      expect(contentNow(db, query)).toMatchObject({ content: contentOf(blocks), status: "complete" });
      expect(messageBlocks(db, query.messageId).filter((block) => block.state === "open")).toEqual([]);
    }),
    { numRuns: 4 },
  );
  expect(faultsOf(db.$client)).toEqual([]);
});

function contentNow(db: Db, query: Query): unknown {
  return db.$client.prepare("SELECT content, status, metadata FROM messages WHERE message_id = ?").get(query.messageId);
}

test("a batch of another place in the spool, of another follower or of an unknown run changes nothing", async () => {
  const { db } = await scratchStore();
  const query = scratchQuery(db);
  const [first, second] = batchesOf("plain-partial", [12]);
  if (!first || !second) throw new Error("The recording has two batches.");
  const whole = { ...query, growContent: true };
  expect(applyBatch(db, { ...whole, ...first })).toBe(true);
  const before = stored(db);
  const wrong: Partial<RunBatch>[] = [
    first,
    { ...second, from: second.from + 1 },
    { ...second, from: 0 },
    { ...second, follower: "another" },
    { ...second, runId: "unknown" },
  ];
  for (const batch of wrong) {
    expect(applyBatch(db, { ...whole, ...second, ...batch })).toBe(false);
    expect(stored(db)).toEqual(before);
  }
  expect(claimRun(db, query.runId, "another", "third")).toBeNull();
  expect(claimRun(db, query.runId, FOLLOWER, "another")).toMatchObject({ follower: "another", spoolOffset: first.to });
  expect(applyBatch(db, { ...whole, ...second })).toBe(false);
  expect(finishRun(db, endOf(query, null))).toBe(false);
  expect(applyBatch(db, { ...whole, ...second, follower: "another" })).toBe(true);
});

test("a batch that can't be written whole is not written at all", async () => {
  const { db } = await scratchStore();
  const query = scratchQuery(db);
  const open = { type: "open", position: 0, kind: "text", name: null, toolUseId: null, parentToolUseId: null } as const;
  const batch = { ...query, follower: FOLLOWER, from: 0, to: 9, fold: "{}", growContent: true };
  const before = stored(db);
  expect(() =>
    applyBatch(db, { ...batch, changes: [open, { type: "append", position: 0, text: "a" }, open] }),
  ).toThrow();
  expect(stored(db)).toEqual(before);
});

test("a run ends once, and its partial text is kept with the reason", async () => {
  const { db, store } = await scratchStore();
  const query = scratchQuery(db);
  const open = { type: "open", position: 0, kind: "text", name: null, toolUseId: null, parentToolUseId: null } as const;
  const changes: FoldChange[] = [open, { type: "append", position: 0, text: "half an ans" }];
  applyBatch(db, { ...query, follower: FOLLOWER, from: 0, to: 9, fold: "{}", growContent: false, changes });
  expect(finishRun(db, endOf(query, FAILURE))).toBe(true);
  expect(finishRun(db, endOf(query, null))).toBe(false);
  expect(await store.getMessage(query.messageId)).toMatchObject({
    status: "failed",
    content: "half an ans",
    metadata: { source: "claude_code", error: FAILURE.message, error_code: "no-result", query_id: query.runId },
  });
  expect(findRunOf(db, query.messageId)).toMatchObject({ state: "ended", failure: FAILURE, activity: null });
  expect(messageBlocks(db, query.messageId)).toMatchObject([{ state: "settled", text: "half an ans", isError: false }]);
  expect(activeRuns(db)).toEqual([]);
  expect((await store.searchMessages("half")).hits).toMatchObject([{ messageId: query.messageId }]);
});

test("a message that another program ended meanwhile keeps its status and its text", async () => {
  const { db, store, file } = await scratchStore();
  const query = scratchQuery(db);
  plainConnection(file)
    .prepare("UPDATE messages SET status = 'complete', content = 'by hand' WHERE message_id = ?")
    .run(query.messageId);
  const open = { type: "open", position: 0, kind: "text", name: null, toolUseId: null, parentToolUseId: null } as const;
  const changes: FoldChange[] = [open, { type: "append", position: 0, text: "ours" }];
  expect(applyBatch(db, { ...query, follower: FOLLOWER, from: 0, to: 9, fold: "{}", growContent: true, changes })).toBe(
    true,
  );
  expect(finishRun(db, endOf(query, FAILURE))).toBe(true);
  expect(await store.getMessage(query.messageId)).toMatchObject({ status: "complete", content: "by hand" });
  expect(findRunOf(db, query.messageId)).toMatchObject({ state: "ended", failure: FAILURE });
});

test.each(["[1, 2]", '"words"', "{broken", "null", "5"])(
  "metadata of another program (%s) doesn't keep a run from ending",
  async (metadata) => {
    const { db, store, file } = await scratchStore();
    const query = scratchQuery(db);
    plainConnection(file).prepare("UPDATE messages SET metadata = ?").run(metadata);
    expect(finishRun(db, endOf(query, FAILURE))).toBe(true);
    const kept = metadata === "null" ? {} : { raw: metadata };
    expect((await store.getMessage(query.messageId))?.metadata).toEqual({
      ...kept,
      ended_at: expect.any(Number),
      error: FAILURE.message,
      error_code: "no-result",
    });
  },
);

test("a run whose message was deleted meanwhile writes nothing more", async () => {
  const { db, file } = await scratchStore();
  const query = scratchQuery(db);
  const [first, second] = batchesOf("plain-partial", [12]);
  if (!first || !second) throw new Error("The recording has two batches.");
  expect(applyBatch(db, { ...query, ...first, growContent: true })).toBe(true);
  plainConnection(file).prepare("DELETE FROM threads").run();
  expect(applyBatch(db, { ...query, ...second, growContent: true })).toBe(false);
  expect(finishRun(db, endOf(query, null))).toBe(false);
  expect(faultsOf(db.$client)).toEqual([]);
});

test("of those who ask for a stop the first is heard, and none after the end", async () => {
  const { db } = await scratchStore();
  const query = scratchQuery(db);
  expect(stopRequested(db, query.runId)).toBe(false);
  expect(requestStop(db, query.runId)).toBe(true);
  expect(requestStop(db, query.runId)).toBe(false);
  expect(stopRequested(db, query.runId)).toBe(true);
  expect(findRunOf(db, query.messageId)?.state).toBe("stopping");
  finishRun(db, endOf(query, FAILURE));
  const other = scratchQuery(db);
  finishRun(db, endOf(other, null));
  expect(requestStop(db, other.runId)).toBe(false);
});

test("a query in a thread that isn't there is refused, and leaves nothing", async () => {
  const { db } = await scratchStore();
  scratchQuery(db);
  const before = stored(db);
  expect(() => scratchQuery(db, { threadId: "unknown" })).toThrow(expect.objectContaining({ code: "thread-unknown" }));
  expect(stored(db)).toEqual(before);
});

test("the batch with the result and the end of the run are written together, or not at all", async () => {
  const { db } = await scratchStore();
  const query = scratchQuery(db);
  const [batch] = batchesOf("plain-partial", []);
  if (!batch) throw new Error("The recording is empty.");
  const before = stored(db);
  db.$client.exec(
    "CREATE TEMP TRIGGER cut BEFORE UPDATE OF ended_at ON runs BEGIN SELECT RAISE(ABORT, 'cut off here'); END",
  );
  const write = () => applyLastBatch(db, { ...batch, ...query, growContent: false }, endOf(query, null));
  expect(write).toThrow("cut off here");
  expect(stored(db)).toEqual(before);
  db.$client.exec("DROP TRIGGER cut");
  expect(write()).toBe(true);
  expect(findRunOf(db, query.messageId)?.state).toBe("ended");
});
