import { expect, test } from "vitest";
import { plainConnection, scratchQuery, scratchStore } from "../../testing/store.ts";
import { answerTo } from "../db/status.ts";
import { findAnswer, findAnswersToStop, findThreadId } from "./find-answer.ts";

test("an id means its message, a thread its newest answer, a question its answer; their beginnings mean the same", async () => {
  const { db } = await scratchStore();
  const first = scratchQuery(db);
  const second = scratchQuery(db, { threadId: first.threadId });
  for (const cut of [36, 12]) {
    expect(findAnswer(db, first.messageId.slice(0, cut))).toBe(first.messageId);
    expect(findAnswer(db, first.threadId.slice(0, cut))).toBe(second.messageId);
    expect(findAnswer(db, first.questionId.slice(0, cut))).toBe(first.messageId);
    expect(findThreadId(db, first.threadId.slice(0, cut))).toBe(first.threadId);
  }
  expect(findAnswersToStop(db, first.threadId)).toEqual([first.messageId, second.messageId]);
  expect(findAnswersToStop(db, second.questionId)).toEqual([second.messageId]);
  expect(answerTo(db, first.messageId)).toBeNull();
});

test("a beginning that several ids have is refused with all of them, and one that is too short, or of none", async () => {
  const { db, file } = await scratchStore();
  const other = plainConnection(file);
  other.exec("INSERT INTO threads (thread_id, created_at) VALUES ('abcdef', 1), ('abcdef-2', 1), ('ab%_ef', 1)");
  const insert = other.prepare("INSERT INTO messages VALUES (?, 'abcdef-2', 'm', 'x', 'note', 1, 'complete', NULL)");
  for (const id of ["abcdef-3", "x", "öäüßéè-1"]) insert.run(id);
  expect(() => findAnswer(db, "abcdef-")).toThrow(
    expect.objectContaining({
      code: "input-invalid",
      hint: "Give more of it: message abcdef-3, thread abcdef-2.",
    }),
  );
  expect(findThreadId(db, "abcdef")).toBe("abcdef"); // whole, although others begin with it
  expect(findAnswer(db, "abcdef-3")).toBe("abcdef-3");
  expect(findAnswer(db, "x")).toBe("x"); // whole, although it is short
  expect(findAnswer(db, "öäüßéè")).toBe("öäüßéè-1");
  for (const [id, code] of [
    ["abc", "input-invalid"],
    ["", "input-invalid"],
    ["ab____", "message-unknown"],
    ["ABCDEF", "message-unknown"],
    ["abcdef", "message-unknown"], // a thread without an answer
  ] as const) {
    expect(() => findAnswer(db, id), id).toThrow(expect.objectContaining({ code }));
  }
  expect(() => findThreadId(db, "abcdef-3")).toThrow(expect.objectContaining({ code: "thread-unknown" }));
  expect(() => findThreadId(db, "abc")).toThrow(expect.objectContaining({ code: "input-invalid" }));
});
