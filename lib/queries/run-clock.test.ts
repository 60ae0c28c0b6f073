import { expect, test } from "vitest";
import { RunClock, SILENT_AFTER_MS } from "./run-clock.ts";

function clockAt(limits: { silenceMs: number; totalMs: number }, ageMs = 0) {
  const time = { now: 5_000_000 };
  return { time, clock: new RunClock(limits, ageMs, () => time.now) };
}

test("a run is silent when it has said nothing for ten seconds, and no longer when it speaks", () => {
  const { time, clock } = clockAt({ silenceMs: 0, totalMs: 0 });
  time.now += SILENT_AFTER_MS - 1;
  expect(clock.silentMs()).toBe(null);
  time.now += 1;
  expect(clock.silentMs()).toBe(SILENT_AFTER_MS);
  clock.heard();
  expect(clock.silentMs()).toBe(null);
});

test("silence is measured from the last word, the total from the beginning", () => {
  const { time, clock } = clockAt({ silenceMs: 60_000, totalMs: 100_000 });
  time.now += 59_999;
  clock.heard();
  expect(clock.reached()).toBe(null);
  time.now += 40_000;
  expect(clock.reached()).toBe(null);
  time.now += 1;
  expect(clock.reached()).toEqual({ by: "total", limitMs: 100_000 });
  time.now += 19_999;
  expect(clock.reached()).toEqual({ by: "silence", limitMs: 60_000 });
});

test("a run that was adopted has used up the time it took before, but its silence begins anew", () => {
  const { time, clock } = clockAt({ silenceMs: 60_000, totalMs: 100_000 }, 90_000);
  expect(clock.reached()).toBe(null);
  time.now += 10_000;
  expect(clock.reached()).toEqual({ by: "total", limitMs: 100_000 });
});

test("0 sets no limit", () => {
  const { time, clock } = clockAt({ silenceMs: 0, totalMs: 0 });
  time.now += 1e12;
  expect(clock.reached()).toBe(null);
});
