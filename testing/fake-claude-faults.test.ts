import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { identify } from "../lib/claude/process-identity.ts";
import { createFakeClaude, type Scenario, type Step } from "./fake-claude.ts";
import { PrintedText } from "./printed-text.mjs";
import { scratch } from "./scratch.ts";
import { INTERRUPT, QUESTION, start } from "./start-fake-claude.ts";

const NAMED = { env: { SWITCHBOARD_RUN: "run-1" } };

/** What it prints for one question, with its stdout a file. */
async function printedBy(steps: Step[], scenario: Scenario = {}): Promise<Buffer> {
  const dir = scratch();
  const stdout = path.join(dir, "stdout");
  const { child, ended } = start(await createFakeClaude(dir, { ...scenario, turns: [steps] }), [], { stdout });
  child.stdin?.end(QUESTION);
  await ended;
  return readFileSync(stdout);
}

function textIn(bytes: Buffer): string {
  const printed = new PrintedText();
  printed.push(bytes);
  return printed.text;
}

test("characters of several bytes come out whole, wherever the writes cut them", async () => {
  const text = "grün 日本 🏝️ e\u0301 end";
  const whole = await printedBy([{ text, perDelta: 3 }, { result: {} }]);
  const cut = await printedBy([{ reshape: [{ text, perDelta: 3 }, { result: {} }], every: 1 }]);
  const twice = await printedBy([{ reshape: [{ text, perDelta: 3 }], at: [10, 600], pauseMs: 1 }]);
  expect([whole, cut, twice].map(textIn)).toEqual([text, text, text]);
});

test("lines can end in any way, begin with a byte order mark, and stay without an end", async () => {
  const lines = [{ line: { a: 1 } }, { line: { b: 2 } }];
  const shaped = await printedBy([{ reshape: lines, lineEnd: "\r\n", bom: true, cutEnd: 2 }]);
  expect(shaped.toString()).toBe('\ufeff{"a":1}\r\n{"b":2}');
});

test("odd lines and long lines are printed between the good ones", async () => {
  const odd = await printedBy([{ odd: "invalid-utf8" }, { odd: "line-separators" }, { line: { good: true } }]);
  expect(odd.includes(Buffer.from([0xff, 0xc3, 0x28]))).toBe(true);
  expect(odd.toString().split("\n").at(-2)).toBe('{"good":true}');
  const long = await printedBy([{ longLine: 2_000_000 }, { longLine: 10, as: "garbage" }, { rawText: "no end" }]);
  expect(textIn(long)).toHaveLength(2_000_000);
  expect(long.toString().endsWith("\nlong long \nno end")).toBe(true);
});

test("a flood on stderr goes on beside what is printed", async () => {
  const claude = await createFakeClaude(scratch(), {
    turns: [[{ stderrFlood: 3_000_000, during: [{ deltas: 200, size: 5 }] }, { result: {} }]],
  });
  const { child, lines, ended } = start(claude);
  let flooded = 0;
  child.stderr?.on("data", (part: Buffer) => {
    flooded += part.length;
  });
  child.stdin?.end(QUESTION);
  await ended;
  expect(flooded).toBe(3_000_000);
  expect(lines().at(-1)?.type).toBe("result");
});

test("its children are in its group, in a session of their own, or given to another parent", async () => {
  const claude = await createFakeClaude(scratch(), {
    turns: [
      [
        { grandchild: "same-group" },
        { grandchild: "own-session", unmarked: true },
        { grandchild: "double-fork", holdsStdout: true },
        { line: { type: "started" } },
        { hang: true },
      ],
    ],
  });
  const { child, lines } = start(claude, [], NAMED);
  child.stdin?.write(QUESTION);
  await expect.poll(() => lines().length).toBe(1);
  const [spawned] = await claude.spawns();
  const pids = spawned?.grandchildren ?? [];
  onTestFinished(() => {
    for (const pid of pids) process.kill(pid, "SIGKILL");
  });
  const stats = pids.map((pid) => readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ").map(Number));
  expect(stats.map((fields) => fields?.[1] === child.pid)).toEqual([true, true, false]);
  const sessions = stats.map((fields) => fields?.[3]);
  expect(new Set(sessions).size).toBe(3);
  const marked = pids.map((pid) => readFileSync(`/proc/${pid}/environ`, "utf8").includes("SWITCHBOARD_RUN=run-1"));
  expect(marked).toEqual([true, false, true]);
});

test("it can hang before its first word, stop itself, and be killed at a moment that nobody knows", async () => {
  const hanging = start(await createFakeClaude(scratch(), { startup: [{ stderr: "starting" }, { hang: true }] }));
  await new Promise((resolve) => hanging.child.stderr?.once("data", resolve));
  hanging.child.kill("SIGTERM");
  expect(await hanging.ended).toEqual([null, "SIGTERM"]);
  expect(hanging.text()).toBe("");

  const stopped = start(await createFakeClaude(scratch(), { startup: [{ kill: "SIGSTOP" }, { exit: 3 }] }));
  const state = () => readFileSync(`/proc/${stopped.child.pid}/stat`, "utf8").split(") ")[1]?.[0];
  await expect.poll(state).toBe("T");
  stopped.child.kill("SIGCONT");
  expect(await stopped.ended).toEqual([3, null]);

  const dying = start(await createFakeClaude(scratch(), { startup: [{ killWithin: 20 }, { hang: true }] }));
  expect(await dying.ended).toEqual([null, "SIGKILL"]);
  expect(identify(dying.child.pid ?? 0)).toBe(null);
});

test("the oracle knows what was printed for each question, also when it was interrupted or killed", async () => {
  const dir = scratch();
  const claude = await createFakeClaude(dir, {
    oracle: true,
    keepSpool: true,
    promptSteps: true,
    turns: [[{ deltas: 2, size: 4 }, { result: {} }, { longLine: 10 }]],
  });
  const ask = (content: string) => `${JSON.stringify({ type: "user", message: { role: "user", content } })}\n`;
  const spool = path.join(dir, "spool");
  writeFileSync(spool, "");
  const { child, ended } = start(claude, [], { stdout: spool, ...NAMED });
  child.stdin?.write(ask("as planned"));
  child.stdin?.write(ask('otherwise STEPS [{"deltas":3,"size":4,"open":true},{"hang":true}]'));
  await expect.poll(async () => (await claude.printed())[1]?.text).toBe("0 xx1 xx2 xx");
  child.stdin?.write(INTERRUPT);
  await expect.poll(async () => (await claude.printed())[1]?.result).toBe(true);
  child.stdin?.write(ask('killed STEPS [{"deltas":1,"size":2},{"kill":"SIGKILL"}]'));
  expect(await ended).toEqual([null, "SIGKILL"]);
  const answers = await claude.printed();
  const killed = 'killed STEPS [{"deltas":1,"size":2},{"kill":"SIGKILL"}]';
  expect(answers).toMatchObject([
    { mark: "run-1", turn: 0, question: "as planned", from: 0, text: "0 xx1 xx", result: true, ended: true },
    { turn: 1, text: "0 xx1 xx2 xx", result: true, ended: false },
    { turn: 2, question: killed, text: "0 ", result: false, ended: false },
  ]);
  const kept = readFileSync(answers[2]?.spool ?? "");
  expect(textIn(kept.subarray(answers[2]?.from))).toBe("0 ");
});
