import { expect, test } from "vitest";
import type { ImportRecord } from "./import.ts";
import { paceOf, shareDone, withSample } from "./import-pace.ts";

const record = (changes: Partial<ImportRecord> = {}): ImportRecord => ({
  ...{ importId: "i", kind: "history", source: "/h", state: "running", cancelRequestedAt: null, failure: null },
  ...{ startedAt: 1_000, endedAt: null, files: 10, filesDone: 0, threads: 0, problems: 0 },
  ...{ bytes: 1_000, bytesDone: 0, messages: 0 },
  ...changes,
});

test("the pace is that of the last seconds, not of what was passed over at the beginning", () => {
  let samples = withSample([], record({ bytesDone: 600 }), 1_000.1);
  samples = withSample(samples, record({ bytesDone: 700, messages: 10 }), 1_001.1);
  const done = record({ bytesDone: 800, messages: 20 });
  samples = withSample(samples, done, 1_002.1);
  expect(paceOf(samples, done)).toEqual({ bytesPerSecond: 100, messagesPerSecond: 10, secondsLeft: 2 });
});

test("what is older than some seconds is forgotten", () => {
  let samples = withSample([], record({ bytesDone: 0 }), 1_000);
  for (const second of [1, 2, 3, 4, 5, 6, 7, 8]) {
    samples = withSample(samples, record({ bytesDone: 10 * second * second }), 1_000 + second);
  }
  expect(samples.map(({ at }) => at)).toEqual([1_003, 1_004, 1_005, 1_006, 1_007, 1_008]);
});

test("one look alone tells the pace since the beginning, and none in the first moment", () => {
  const early = record({ bytesDone: 100 });
  expect(paceOf(withSample([], early, 1_000.2), early)).toBeNull();
  const later = record({ bytesDone: 500, messages: 50 });
  expect(paceOf(withSample([], later, 1_005), later)).toMatchObject({ bytesPerSecond: 100, secondsLeft: 5 });
});

test("an import that stands still has no end in sight, and one that begins anew none of the former pace", () => {
  const still = record({ bytesDone: 500 });
  const samples = withSample(withSample([], still, 1_001), still, 1_003);
  expect(paceOf(samples, still)).toMatchObject({ bytesPerSecond: 0, secondsLeft: null });
  expect(withSample(samples, record({ bytesDone: 10 }), 1_004)).toHaveLength(1);
});

test("the share that is done is told by bytes, else by files, and never exceeds the whole", () => {
  expect(shareDone(record({ bytesDone: 250 }))).toBe(0.25);
  expect(shareDone(record({ bytes: 0, filesDone: 5 }))).toBe(0.5);
  expect(shareDone(record({ bytes: 0, files: 0 }))).toBeNull();
  expect(shareDone(record({ bytesDone: 2_000 }))).toBe(1);
});
