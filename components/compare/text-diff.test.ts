import { expect, test } from "vitest";
import { type DiffLine, diffTexts, foldAlike } from "./text-diff.ts";

const MARKS = { same: " ", removed: "-", added: "+" };
const shown = (lines: readonly DiffLine[] | null) =>
  (lines ?? []).map(
    ({ kind, pieces }) => MARKS[kind] + pieces.map(({ text, changed }) => (changed ? `[${text}]` : text)).join(""),
  );

test("texts are compared line by line, and lines that took each other's place word by word", () => {
  expect(shown(diffTexts("One.\nTwo red cars.\nThree.", "One.\nTwo blue cars.\nThree.\nFour."))).toEqual([
    " One.",
    "-Two [red] cars.",
    "+Two [blue] cars.",
    " Three.",
    "+Four.",
  ]);
});

test("both sides of a comparison give their whole text back", () => {
  const a = "a\n\nb c d\ne\n\n\nf g\nh";
  const b = "a\nb x d\n\ne y\nf\n\nh\ni";
  const side = (left: "removed" | "added") =>
    (diffTexts(a, b) ?? [])
      .filter(({ kind }) => kind === "same" || kind === left)
      .map(({ pieces }) => pieces.map(({ text }) => text).join(""))
      .join("\n");
  expect(side("removed")).toBe(a);
  expect(side("added")).toBe(b);
});

test("equal texts differ nowhere, also when one ends with a line feed", () => {
  expect(shown(diffTexts("x\ny\n", "x\ny"))).toEqual([" x", " y"]);
});

test("long stretches that are alike are left out, with some lines around what differs", () => {
  const many = Array.from({ length: 20 }, (_, at) => `line ${at}`);
  const lines = diffTexts(many.join("\n"), [...many.slice(0, 10), "new", ...many.slice(10)].join("\n")) ?? [];
  expect(foldAlike(lines).map(({ type, lines: held }) => [type, held.length])).toEqual([
    ["alike", 7],
    ["lines", 7],
    ["alike", 7],
  ]);
});

test("two very long texts without a line in common are not compared to the end", () => {
  const text = (word: string) => Array.from({ length: 200_000 }, (_, at) => `${word} ${at}`).join("\n");
  expect(diffTexts(text("left"), text("right"))).toBeNull();
});
