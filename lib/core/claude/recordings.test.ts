import fc from "fast-check";
import { expect, test } from "vitest";
import expected from "../../../testing/recordings/expected.json" with { type: "json" };
import {
  describeBlock,
  type Expected,
  linesOf,
  type Replay,
  recording,
  recordingNames,
  replay,
  replayLines,
} from "../../../testing/recordings/replay.ts";

const EXPECTED: Readonly<Record<string, Expected>> = expected;
const NAMES = recordingNames();
const RUNS = 12;

test("every recording is expected to lead to something, and nothing else is", () => {
  expect(NAMES).toEqual(Object.keys(EXPECTED).sort());
});

test.each(NAMES)("the recording %s leads to the blocks and the end that are expected", (name) => {
  const { blocks, result } = replay(name);
  expect({ blocks: blocks.map(describeBlock), end: describeEnd(result) }).toEqual(EXPECTED[name]);
});

test.each(NAMES)("the recording %s ends the same however its bytes are cut into chunks", (name) => {
  const bytes = recording(name);
  const whole = JSON.stringify(linesOf([bytes]));
  const cuts = fc.array(fc.nat(bytes.length), { maxLength: 40 });
  fc.assert(
    fc.property(cuts, (at) => JSON.stringify(linesOf(chunksOf(bytes, at))) === whole),
    { numRuns: RUNS },
  );
});

test("a recording with emoji ends the same when it is cut in two at any byte", () => {
  for (const name of ["stdin-emoji", "tool-parallel-partial"]) {
    const bytes = recording(name);
    const whole = JSON.stringify(linesOf([bytes]));
    for (let at = 0; at <= bytes.length; at += 1) {
      const lines = JSON.stringify(linesOf([bytes.subarray(0, at), bytes.subarray(at)]));
      if (lines !== whole) expect(lines, `cut at byte ${at} of ${name}`).toBe(whole);
    }
  }
});

test.each(NAMES)("the recording %s ends the same when another process goes on from any line", (name) => {
  const lines = linesOf([recording(name)]).map((line) => line.text);
  const whole = replayLines(lines);
  for (let at = 0; at < lines.length; at += 1) expect(replayLines(lines, (line) => line === at)).toEqual(whole);
  expect(replayLines(lines, () => true)).toEqual(whole);
});

test.each(NAMES)("the recording %s can stop at any line and leaves no block open", (name) => {
  const lines = linesOf([recording(name)]).map((line) => line.text);
  for (let end = 0; end < lines.length; end += 1) {
    const { blocks } = replayLines(lines.slice(0, end));
    expect(blocks.filter((block) => block.state === "open")).toEqual([]);
  }
});

test("the session, the activity and the hopeless retries are told", () => {
  const retried = replay("err-529-twice");
  expect(retried.sessions[0]).toMatchObject({ cliVersion: "2.1.197", permissionMode: "default" });
  expect(retried.activities).toEqual([
    "Asking the API again in 0.6 s (1 of 10): the API is overloaded (HTTP 529)",
    expect.stringMatching(/^Asking the API again in 1\.\d s \(2 of 10\): the API is overloaded \(HTTP 529\)$/),
    null,
  ]);
  expect(retried.hopeless).toEqual([]);
  expect(replay("err-401").hopeless[0]).toMatchObject({ apiKind: "auth", apiStatus: 401 });
  expect(replay("drop0-once").activities[0]).toMatch(/no answer from the API$/);
});

test("cost, tokens, turns and denials come from the result", () => {
  expect(replay("tool-write-denied").result).toMatchObject({
    isError: false,
    costUsd: expect.closeTo(0.01775),
    turns: 2,
    inputTokens: expect.any(Number),
    outputTokens: expect.any(Number),
    permissionDenials: [{ toolName: "Write", toolUseId: "toolu_a0e27801ffaca00c68e73b9e" }],
  });
});

test("the content is the answer's own text, once, without withdrawn text and without a sub-agent's", () => {
  expect(replay("drop-once-partial").content).toBe("one two three four");
  expect(replay("tool-read-partial").content).toBe("I will read the file.\n\nThe file has 2 items.");
  expect(replay("tool-task-subagent").content).toBe("The sub-agent said two.");
  expect(replay("kill-sigterm-midstream").content).toBe("word word word");
});

function chunksOf(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const ends = [...cuts, bytes.length].sort((a, b) => a - b);
  return ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end));
}

function describeEnd(result: Replay["result"]): string {
  if (result === null) return "no result";
  const { isError, subtype, apiKind, apiStatus, terminalReason } = result;
  const words = [
    isError ? "failed" : "success",
    subtype === "success" ? null : subtype,
    apiKind,
    apiStatus,
    terminalReason,
  ];
  return words.filter((word) => word !== null).join(" ");
}
