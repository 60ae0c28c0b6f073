import { expect, test } from "vitest";
import { bytesWords, kindWords, leftWords, pathBelow } from "./import-words.ts";
import { importHref, pagesOf } from "./report-pages.ts";

test("sizes are told in the unit that fits, with a decimal only where it matters", () => {
  expect([1, 312, 48_400, 999_400, 1_234_567, 9_960_000, 182_000_000, 3_440_000_000].map(bytesWords)).toEqual([
    ...["1 byte", "312 bytes", "48 kB", "999 kB", "1.2 MB", "10 MB", "182 MB", "3.4 GB"],
  ]);
});

test("the time that is left is told in steps that don't flicker", () => {
  expect([0.4, 3.2, 59.1, 61, 754].map(leftWords)).toEqual([
    ...["almost done", "about 4 s left", "about 60 s left", "about 1 min 10 s left", "about 12 min 40 s left"],
  ]);
});

test("a transcript is named as it stands below the directory, and one from elsewhere in full", () => {
  expect(pathBelow("/home/me/.claude", "/home/me/.claude/projects/-srv-a/x.jsonl")).toBe("-srv-a/x.jsonl");
  expect(pathBelow("/home/me/.claude", "/mnt/old/x.jsonl")).toBe("/mnt/old/x.jsonl");
});

test("a kind of problem that this version doesn't know stands for itself, whatever its name", () => {
  expect(kindWords("not-json")).toBe("Broken line");
  expect(kindWords("toString")).toBe("toString");
});

test("the report's pages have addresses of their own, and the first one the plain one", () => {
  expect(pagesOf({ total: 101, from: 50, problems: [] })).toEqual({ page: 2, pages: 3 });
  expect([importHref(null, 1), importHref("not-json", 1), importHref("not-json", 3)]).toEqual([
    ...["/import", "/import?kind=not-json", "/import?kind=not-json&page=3"],
  ]);
});
