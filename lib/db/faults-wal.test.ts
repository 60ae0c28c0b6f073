import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { FOLLOWER, plainConnection, scratchQuery, scratchStore } from "../../testing/store.ts";
import { readChanges } from "./changes.ts";
import { applyBatch } from "./run-writer.ts";

const MEGABYTE = 1024 * 1024;

/** Reads all that changes, without a pause; prints how far it is when it has read the last row. */
const READ = `
const { connectAgain } = await import(${JSON.stringify(path.join(import.meta.dirname, "client.ts"))});
const { readChanges } = await import(${JSON.stringify(path.join(import.meta.dirname, "changes.ts"))});
const db = connectAgain(process.argv[1]);
console.log("reading");
for (let cursor = 0, characters = 0; ; ) {
  const batch = readChanges(db, cursor, null);
  cursor = batch.cursor;
  for (const change of batch.changes) if (change.type === "text") characters += change.text.length;
  if (batch.changes.length > 0) console.log(characters);
  await new Promise((resolve) => setImmediate(resolve));
}`;

test("the write-ahead log stays small during a long answer, although another process reads without a pause", async () => {
  const { db, file } = await scratchStore();
  const query = scratchQuery(db);
  const argv = ["--no-warnings", "--input-type=module", "-e", READ, file];
  const reader = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void reader.kill("SIGKILL"));
  let printed = "";
  reader.stdout.on("data", (text) => {
    printed += text;
  });
  await expect.poll(() => printed, { timeout: 25_000 }).toContain("reading");
  const piece = "x".repeat(MEGABYTE / 2);
  const open = { type: "open", position: 0, kind: "text", name: null, toolUseId: null, parentToolUseId: null } as const;
  let largest = 0;
  const pieces = 200;
  for (let at = 0; at < pieces; at += 1) {
    const text = { type: "append", position: 0, text: piece } as const;
    const changes = at === 0 ? [open, text] : [text];
    const batch = { ...query, follower: FOLLOWER, from: at, to: at + 1, fold: "{}", changes, growContent: false };
    expect(applyBatch(db, batch)).toBe(true);
    largest = Math.max(largest, fs.statSync(`${file}-wal`).size);
    await nextTurn();
  }
  const all = pieces * piece.length;
  await expect.poll(() => Number(printed.trim().split("\n").at(-1)), { timeout: 25_000 }).toBe(all);
  expect(all).toBeGreaterThan(64 * MEGABYTE);
  expect(largest).toBeLessThanOrEqual(64 * MEGABYTE);
});

test("reading what changed keeps no transaction open", async () => {
  const { db, file } = await scratchStore();
  scratchQuery(db);
  readChanges(db, 0, null);
  const other = plainConnection(file);
  // Fails with "database table is locked" or busy = 1 while anyone still reads.
  expect(other.pragma("wal_checkpoint(TRUNCATE)")).toEqual([{ busy: 0, checkpointed: 0, log: 0 }]);
});
