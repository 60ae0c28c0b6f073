import { expect, it } from "vitest";
import { matchFiles } from "./file-match.ts";
import { mentionAt, mentionedPaths, mentionOf } from "./file-mentions.ts";

it.each([
  ["Review @src/a.ts, please", ["src/a.ts"]],
  ["@README.md and @data/orders.csv.", ["README.md", "data/orders.csv"]],
  ['See @"with space.txt" and @"with space.txt"', ["with space.txt"]],
  ["mail me@a.txt (@b.txt) @", []],
  ["line\n@c(d).txt", ["c(d).txt"]],
])("finds the files that %j mentions, as Claude Code does", (prompt, paths) => {
  expect(mentionedPaths(prompt)).toEqual(paths);
});

it.each([
  ["See @sr", { start: 4, typed: "sr" }],
  ["@", { start: 0, typed: "" }],
  ['x\n@"with sp', { start: 2, typed: "with sp" }],
  ["me@a", null],
  ["@a.ts ", null],
])("knows the mention at the end of %j", (text, mention) => {
  expect(mentionAt(text, text.length)).toEqual(mention);
});

it("puts a path with spaces between quotes", () => {
  expect([mentionOf("a.ts"), mentionOf("a b.ts")]).toEqual(["@a.ts", '@"a b.ts"']);
});

it("offers names that begin so first, then parts, then characters in order", () => {
  const files = ["lib/deep/order.ts", "order.ts", "src/reorder.ts", "o/r/d/er.md", "other.md", "xyz.md"];
  expect(matchFiles(files, "ORDER", 9)).toEqual(["order.ts", "lib/deep/order.ts", "src/reorder.ts", "o/r/d/er.md"]);
  expect(matchFiles(files, "", 2)).toEqual(["order.ts", "other.md"]);
});
