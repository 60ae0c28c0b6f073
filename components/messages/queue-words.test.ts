import { describe, expect, it } from "vitest";
import { answerOf } from "../../testing/answers.ts";
import { placeWords, silenceWords, waitsForEarlier, waitWords } from "./queue-words.ts";

it("names places in line", () => {
  expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 111, 1003].map(placeWords)).toEqual(
    ["Next", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "111th", "1003rd"].map(
      (at) => `${at} in line`,
    ),
  );
  expect(placeWords(null)).toBe("In line");
});

it.each([
  [{ position: 2, afterEarlier: false, running: 4 }, "2nd in line, while 4 other answers are being written."],
  [{ position: 1, afterEarlier: false, running: 1 }, "Next in line, while another answer is being written."],
  [{ position: 1, afterEarlier: false, running: 0 }, "Next in line."],
  [{ position: 1, afterEarlier: true, running: 4 }, "Waits for the answer above."],
])("says what a question waits for: %o", (wait, words) => {
  expect(waitWords(wait)).toBe(words);
});

describe("waitsForEarlier", () => {
  const queued = (messageId: string, queuePosition: number, more = {}) =>
    answerOf("processing", { state: "queued", queuePosition }, { messageId, ...more });
  const waiting = queued("b", 2);

  it("is true while the module still answers in the thread, or has an earlier question of it in line", () => {
    expect(waitsForEarlier(waiting, [answerOf("processing", { state: "running" }), waiting])).toBe(true);
    expect(waitsForEarlier(waiting, [queued("a", 1), waiting])).toBe(true);
  });

  it("is false for what has ended, comes later, or is another module's, thread's or program's", () => {
    expect(waitsForEarlier(waiting, [answerOf("complete", { state: "ended" }), waiting])).toBe(false);
    expect(waitsForEarlier(waiting, [waiting, queued("c", 3)])).toBe(false);
    expect(waitsForEarlier(waiting, [queued("a", 1, { module: "stock" }), waiting])).toBe(false);
    expect(waitsForEarlier(waiting, [queued("a", 1, { threadId: "u" }), waiting])).toBe(false);
    expect(waitsForEarlier(waiting, [answerOf("processing", null), waiting])).toBe(false);
  });
});

it("says how long a silence is, in minutes from the first one on", () => {
  expect([-1, 9.9, 42, 60, 185, 3_900].map(silenceWords)).toEqual([
    "0 s",
    "9 s",
    "42 s",
    "1 min",
    "3 min",
    "1 h 5 min",
  ]);
});
