import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { fakeEngine, SHORT_ANSWER } from "../../testing/engine.ts";
import type { RawEvents } from "../core/raw-events.ts";
import type { Engine } from "./engine.ts";
import { queryModule } from "./query-module.ts";
import { type EventsPlace, readEvents } from "./read-events.ts";

const ALL: EventsPlace = { offset: 0, line: 0, type: null };
const textsOf = (events: RawEvents) => (events.source === null ? null : events.lines.map(({ text }) => text));

/** An answer whose files are gone, as they are after a success. */
async function answered() {
  const { engine, modulePath, dir } = await fakeEngine(SHORT_ANSWER, { warmMs: 0 });
  const answer = await queryModule({ prompt: "Hello", modulePath }, engine);
  await engine.followers.get(answer.messageId)?.gone;
  const runs = path.join(engine.env.home, "runs");
  expect(readdirSync(runs)).toEqual([]);
  const read = (place = ALL) => readEvents(answer.threadId, answer.messageId, place, engine);
  const setSpool = (spoolDir: string) => setRun(engine, "spool_dir", spoolDir);
  return { engine, dir, runs, read, setSpool };
}

function setRun(engine: Engine, column: string, value: string): void {
  engine.store.db.$client.prepare(`UPDATE runs SET ${column} = ?`).run(value);
}

function writeSpool(folder: string, lines: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "stdout.ndjson"), `${lines.join("\n")}\n`);
}

test("the lines of a run come from its spool while that is kept, a page at a time, and by type", async () => {
  const { runs, read, setSpool } = await answered();
  const lines = Array.from(
    { length: 230 },
    (_, at) => `{"type":"${at % 23 === 0 ? "user" : "stream_event"}","n":${at}}`,
  );
  writeSpool(path.join(runs, "one"), lines);
  setSpool(path.join(runs, "one"));
  const seen: string[] = [];
  for (let place: EventsPlace | null = ALL; place; ) {
    const page = await read(place);
    expect(page).toMatchObject({ source: "spool", counts: { isWhole: true } });
    if (page.source === null) break;
    expect(page.lines[0]?.number).toBe(seen.length + 1);
    seen.push(...page.lines.map(({ text }) => text));
    place = page.next && { ...page.next, type: null };
  }
  expect(seen).toEqual(lines);
  const users = await read({ ...ALL, type: "user" });
  expect(users).toMatchObject({
    next: null,
    counts: {
      types: [
        { name: "stream_event", lines: 220 },
        { name: "user", lines: 10 },
      ],
    },
  });
  expect(textsOf(users)).toEqual(lines.filter((line) => line.includes("user")));
});

test("a very long line is cut, and one that is no JSON is shown as it is", async () => {
  const { runs, read, setSpool } = await answered();
  writeSpool(path.join(runs, "one"), ["not json", `{"type":"user","long":"${"x".repeat(100_000)}"}`]);
  setSpool(path.join(runs, "one"));
  const events = await read();
  if (events.source === null) throw new Error("no lines");
  expect(events.lines[0]).toMatchObject({ text: "not json", type: "other", isCut: false });
  expect(events.lines[1]).toMatchObject({ type: "user", size: 100_025, isCut: true });
  expect(events.lines[1]?.text).toHaveLength(65_536);
});

test("no path that the store names leads out of the folder of our own runs, nor a link or a pipe in it", async () => {
  const { dir, runs, read, setSpool } = await answered();
  const secret = path.join(dir, "secret");
  writeSpool(secret, ['{"type":"secret"}']);
  symlinkSync(secret, path.join(runs, "link"));
  mkdirSync(path.join(runs, "file-link"));
  symlinkSync(path.join(secret, "stdout.ndjson"), path.join(runs, "file-link", "stdout.ndjson"));
  const paths = [
    secret,
    `${runs}/../../../secret`,
    `${runs}/one/../../../secret`,
    `${runs}/file-link`,
    `${runs}/link`,
    "..",
  ];
  for (const spoolDir of paths) {
    setSpool(spoolDir);
    expect((await read()).source, spoolDir).toBeNull();
  }
});

test("no session's id that the store names leads out of the folders of transcripts", async () => {
  const { engine, dir, read } = await answered();
  const folder = path.join(engine.env.claudeHome, "projects", "-srv-x");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(dir, "secret.jsonl"), `{"type":"secret","timestamp":"${new Date().toISOString()}"}\n`);
  setRun(engine, "session_id", path.relative(folder, path.join(dir, "secret")));
  expect((await read()).source).toBeNull();
});

test("without a spool the lines come from Claude Code's transcript of the session: those of the time of the answer", async () => {
  const { engine, read } = await answered();
  const folder = path.join(engine.env.claudeHome, "projects", "-srv-x");
  mkdirSync(folder, { recursive: true });
  const line = (seconds: number, word: string) =>
    JSON.stringify({ type: word, timestamp: new Date(Date.now() + seconds * 1000).toISOString() });
  setRun(engine, "session_id", "session-1");
  const lines = [
    line(-600, "earlier"),
    line(0, "user"),
    '{"type":"summary"}',
    line(0, "assistant"),
    line(600, "later"),
  ];
  writeFileSync(path.join(folder, "session-1.jsonl"), `${lines.join("\n")}\n`);
  const events = await read();
  expect(events).toMatchObject({ source: "transcript" });
  expect(textsOf(events)).toEqual(lines.slice(1, 4));
  rmSync(folder, { recursive: true });
  expect(await read()).toMatchObject({
    source: null,
    places: [expect.stringContaining("stdout.ndjson"), expect.any(String)],
  });
});

test("of a process that has answered several questions each answer has its own lines", async () => {
  const turns = SHORT_ANSWER.turns ?? [];
  const { engine, modulePath } = await fakeEngine({ turns: [...turns, ...turns] });
  engine.stays = true;
  const first = await queryModule({ prompt: "One", modulePath }, engine);
  const second = await queryModule({ prompt: "Two", modulePath, threadId: first.threadId }, engine);
  const [one, two] = await Promise.all(
    [first, second].map(({ messageId }) => readEvents(first.threadId, messageId, ALL, engine)),
  );
  if (!one || !two || one.source === null || two.source === null) throw new Error("no lines");
  expect(one.file).toBe(two.file);
  expect(one.lines.at(-1)).toMatchObject({ type: "result" });
  expect(two.lines[0]?.number).toBe(one.lines.length + 1);
  expect(two.lines.filter(({ type }) => type === "result")).toHaveLength(1);
  expect(two.counts.types.find(({ name }) => name === "result")?.lines).toBe(1);
});
