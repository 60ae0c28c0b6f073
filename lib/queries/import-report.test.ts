import { expect, test } from "vitest";
import { testEngine } from "../../testing/engine.ts";
import { inheritedEnv } from "../../testing/real-claude.ts";
import { scratch } from "../../testing/scratch.ts";
import { transcript, writeHistory } from "../../testing/session-writer.ts";
import { importHistory } from "../history/import-history.ts";
import { readImportReport } from "./import-report.ts";

async function imported(write: (root: string) => void) {
  const dir = scratch();
  const { engine } = await testEngine(dir, "/nowhere", { ...inheritedEnv(), HOME: dir });
  const root = engine.env.claudeHome;
  write(root);
  const summary = await importHistory(engine.store.db, { root });
  return { engine, summary };
}

test("the report tells what was read, and which lines hold nothing to show", async () => {
  const { engine, summary } = await imported((root) => {
    writeHistory({ root, home: "/srv", sessions: 4, turns: 2 });
    const session = transcript({ root, cwd: "/srv/orders", sessionId: crypto.randomUUID() });
    session.ask("Which?");
    session.raw(`${JSON.stringify({ type: "queue-operation", operation: "enqueue", sessionId: session.sessionId })}\n`);
    session.say("This one.");
  });
  expect(summary).toMatchObject({ state: "complete", threads: 5, messages: 18, problems: 0 });
  expect(await readImportReport({}, engine)).toMatchObject({
    ...{ files: 5, lines: 43, messages: 18, threads: 5, kinds: [], skipped: [] },
    unshown: [{ type: "queue-operation", count: 1 }],
    problems: { total: 0, from: 0, problems: [] },
  });
});

test("what was not understood is told by file and line, a page at a time, and by kind", async () => {
  let file = "";
  const { engine } = await imported((root) => {
    const session = transcript({ root, cwd: "/srv/orders", sessionId: crypto.randomUUID() });
    file = session.file;
    session.ask("Which?");
    for (let at = 0; at < 70; at++) session.raw('{"type":"assist\n');
    session.raw(`${JSON.stringify({ type: "hologram", sessionId: session.sessionId })}\n`);
    session.say("This one.");
  });
  const first = await readImportReport({}, engine);
  expect(first.kinds).toEqual([
    { kind: "not-json", count: 70 },
    { kind: "unknown-type", count: 1 },
  ]);
  expect(first.problems).toMatchObject({ total: 71, from: 0 });
  expect(first.problems.problems[0]).toMatchObject({ path: file, line: 2, kind: "not-json" });
  const second = await readImportReport({ page: 2 }, engine);
  expect(second.problems.problems.map(({ line }) => line)).toEqual(Array.from({ length: 21 }, (_, at) => 52 + at));
  const unknown = await readImportReport({ kind: "unknown-type" }, engine);
  expect(unknown.problems).toMatchObject({ total: 1, problems: [{ line: 72 }] });
});

test("a page or a kind that there is none of shows what there is, or nothing, and never fails", async () => {
  const { engine } = await imported((root) => writeHistory({ root, home: "/srv", sessions: 1, turns: 1 }));
  for (const page of [Number.NaN, -1, 0, 1.5, 1e300, 99]) {
    expect((await readImportReport({ page, kind: "' OR 1 --" }, engine)).problems.problems).toEqual([]);
  }
});
