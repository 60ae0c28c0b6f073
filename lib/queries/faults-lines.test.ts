import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { fakeEngine } from "../../testing/engine.ts";
import type { Step } from "../../testing/fake-claude.ts";
import { answerIn, deltasText } from "../../testing/runs.ts";
import { scratch } from "../../testing/scratch.ts";
import { expectSound } from "../../testing/store.ts";
import { processOf } from "../db/runs.ts";
import { askModule } from "./ask-module.ts";
import { SpoolReader } from "./spool-reader.ts";

const MEGABYTE = 1024 * 1024;

/** Asks a claude that prints these things, and gives the answer as it is shown in the end. */
async function answerOf(turn: Step[]) {
  const { engine, modulePath } = await fakeEngine({ turns: [turn] });
  const query = await askModule({ prompt: "x", modulePath }, engine);
  const outcome = await query.done;
  await engine.followers.get(query.messageId)?.gone;
  expectSound(engine.store.db);
  const blocks = answerIn(engine, query.threadId)?.blocks ?? [];
  return { ...outcome, engine, query, unread: blocks.filter((block) => block.kind === "unknown") };
}

const ODD = [
  "invalid-utf8",
  "invalid-json",
  "no-json",
  "bom",
  "crlf",
  "blank",
  "line-separators",
  "lone-surrogate",
  "nul",
  "not-an-object",
  "no-type",
  "deep",
  "proto",
] as const;

test("lines that no CLI should print are kept as they are, the answer between them is whole, and it can be searched", async () => {
  const odd = ODD.map((name) => ({ odd: name }));
  const turn = [{ init: true as const }, ...odd, { deltas: 50, size: 8 }, ...odd, { result: {} }];
  const { status, content, unread, engine } = await answerOf(turn);
  expect({ status, content }).toEqual({ status: "complete", content: deltasText(50, 8) });
  const shown = unread.map((block) => block.text).join("\n");
  for (const word of ["\ufffd", "something to do with the network", "before\u2028between\u2029after\u0085end"]) {
    expect(shown).toContain(word);
  }
  expect(shown).toBe(shown.toWellFormed());
  expect(unread.filter((block) => block.name === "malformed").length).toBeGreaterThan(10);
  expect((await engine.store.searchMessages("xxxxxx1")).total).toBe(1);
});

test("the same answer comes of lines that end in CR LF and begin with a byte order mark", async () => {
  const lines: Step[] = [{ init: true }, { deltas: 20, size: 8 }, { result: {} }];
  const { status, content, unread } = await answerOf([{ reshape: lines, lineEnd: "\r\n", bom: true }]);
  expect({ status, content, unread }).toEqual({ status: "complete", content: deltasText(20, 8), unread: [] });
});

test("of two results the first one counts, and what comes after it is not of the answer", async () => {
  const both: Step[] = [{ result: {} }, { deltas: 3, size: 4 }, { result: { is_error: true, result: "not this one" } }];
  const { status, content, failure } = await answerOf([{ init: true }, { deltas: 2, size: 4 }, { reshape: both }]);
  expect({ status, content, failure }).toEqual({ status: "complete", content: deltasText(2, 4), failure: null });
});

test("a text is the same wherever its bytes are cut between two looks", () => {
  const text = `{"a":"ä€😀\u2028 zß"}`;
  const bytes = Buffer.from(`${text}\n{"b":1}\n`);
  const file = path.join(scratch(), "spool");
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    fs.writeFileSync(file, bytes.subarray(0, cut));
    const reader = new SpoolReader(file, 0);
    const lines = reader.read().lines;
    fs.appendFileSync(file, bytes.subarray(cut));
    lines.push(...reader.read().lines);
    expect(lines.map((line) => line.text)).toEqual([text, '{"b":1}']);
    expect(lines.map((line) => line.end)).toEqual([Buffer.byteLength(text) + 1, bytes.length]);
    expect(reader.rest()).toBe(null);
    reader.close();
  }
});

test("an answer that is written byte by byte is whole", async () => {
  const lines: Step[] = [{ init: true }, { text: "ä€😀 und zß ", perDelta: 1 }, { result: {} }];
  const { status, content } = await answerOf([{ reshape: lines, every: 7 }]);
  expect({ status, content }).toEqual({ status: "complete", content: "ä€😀 und zß " });
});

test("a line of 10 MB is stored whole; one of over 64 MB is left out with a marker, and the answer goes on", async () => {
  const turn: Step[] = [
    { init: true },
    { longLine: 10 * MEGABYTE },
    { longLine: 65 * MEGABYTE, as: "garbage" },
    { deltas: 5, size: 4 },
    { result: {} },
  ];
  const { status, content, unread, engine, query } = await answerOf(turn);
  expect(status).toBe("complete");
  const long = "long ".repeat(Math.ceil((10 * MEGABYTE) / 5));
  expect(content === `${long}\n\n${deltasText(5, 4)}`).toBe(true);
  expect(unread).toHaveLength(1);
  expect(unread[0]?.text).toMatch(/^long long .*\[cut: a line of \d+ bytes\]$/s);
  expect(unread[0]?.text.length).toBeLessThan(2_000);
  expect(fs.existsSync(processOf(engine.store.db, query.runId).spoolDir)).toBe(false);
});
