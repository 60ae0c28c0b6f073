import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { createFakeClaude } from "./fake-claude.ts";
import { scratch } from "./scratch.ts";
import { INTERRUPT, QUESTION, start } from "./start-fake-claude.ts";

test("it plays a turn for each question and ends with its input", async () => {
  const claude = await createFakeClaude(scratch(), {
    turns: [[{ init: true }, { deltas: 3, size: 5 }, { result: {} }]],
  });
  const { child, lines, ended } = start(claude);
  child.stdin?.end(QUESTION);
  expect(await ended).toEqual([0, null]);
  const printed = lines();
  expect(printed.map(({ type }) => type)).toEqual([
    "system",
    ...Array(5).fill("stream_event"),
    "assistant",
    ...Array(3).fill("stream_event"),
    "result",
  ]);
  expect(printed.every(({ session_id }) => session_id === "s-1")).toBe(true);
  expect(JSON.stringify(printed)).toContain("0 xxx1 xxx2 xxx");
  expect(await claude.spawns()).toMatchObject([{ argv: ["-p", "--session-id", "s-1"], stdin: [QUESTION.trim()] }]);
});

test("it tells its version, which is no start", async () => {
  const claude = await createFakeClaude(scratch(), {}, { version: "1.0.9" });
  const { ended, text } = start(claude, ["--version"]);
  await ended;
  expect(text()).toBe("1.0.9 (Claude Code)\n");
  expect(await claude.spawns()).toEqual([]);
});

test("an interrupt ends a hanging turn with a result, and the next question is answered", async () => {
  const claude = await createFakeClaude(scratch(), { turns: [[{ init: true }, { hang: true }], [{ result: {} }]] });
  const { child, lines, ended } = start(claude);
  child.stdin?.write(QUESTION);
  await expect.poll(() => lines().length).toBe(1);
  child.stdin?.write(INTERRUPT);
  await expect.poll(() => lines().at(-1)).toMatchObject({ type: "result", subtype: "error_during_execution" });
  child.stdin?.end(QUESTION);
  expect(await ended).toEqual([0, null]);
  expect(lines().at(-1)).toMatchObject({ type: "result", subtype: "success" });
});

test("it fails at the start, with words on stderr and a code", async () => {
  const claude = await createFakeClaude(scratch(), { startup: [{ stderr: "no such option" }, { exit: 7 }] });
  const { child, ended } = start(claude);
  let stderr = "";
  child.stderr?.on("data", (part) => {
    stderr += part;
  });
  expect(await ended).toEqual([7, null]);
  expect(stderr).toBe("no such option");
});

test("it ignores SIGTERM when told so, and leaves a grandchild behind", async () => {
  const scenario = {
    turns: [[{ grandchild: "own-session" as const }, { init: true as const }]],
    ignoreSignals: ["SIGTERM" as const],
  };
  const claude = await createFakeClaude(scratch(), scenario);
  const { child, lines, ended } = start(claude);
  child.stdin?.write(QUESTION);
  await expect.poll(() => lines().length).toBe(1);
  child.kill("SIGTERM");
  await expect.poll(async () => (await claude.spawns())[0]?.ignored).toEqual(["SIGTERM"]);
  child.kill("SIGKILL");
  expect(await ended).toEqual([null, "SIGKILL"]);
  const [grandchild = 0] = (await claude.spawns())[0]?.grandchildren ?? [];
  expect(process.kill(grandchild, "SIGKILL")).toBe(true);
});

test("it waits for a file, and prints bytes that are no line", async () => {
  const dir = scratch();
  const gate = path.join(dir, "go");
  const raw = Buffer.from([0x7b, 0xff, 0x0a]).toString("base64");
  const claude = await createFakeClaude(dir, {
    turns: [[{ line: { type: "before" } }, { waitFor: gate }, { raw }, { kill: "SIGKILL" }]],
  });
  const { child, lines, text, ended } = start(claude);
  child.stdin?.write(QUESTION);
  await expect.poll(() => lines().length).toBe(1);
  expect(existsSync(gate)).toBe(false);
  writeFileSync(gate, "");
  expect(await ended).toEqual([null, "SIGKILL"]);
  expect(text()).toBe('{"type":"before"}\n{\ufffd\n');
});
