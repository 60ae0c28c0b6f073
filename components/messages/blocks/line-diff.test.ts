import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldContext, lineCounts, lineDiff } from "./line-diff.ts";

const signs = { same: " ", removed: "-", added: "+" };
const drawn = (before: string, after: string) =>
  lineDiff(before, after).lines.map(({ kind, text }) => `${signs[kind]}${text}`);

describe("lineDiff", () => {
  it("tells what was removed and added, in order", () => {
    expect(drawn("a\nb\nc", "a\nx\nc\nd")).toEqual([" a", "-b", "+x", " c", "+d"]);
    expect(drawn("", "a\nb\n")).toEqual(["+a", "+b"]);
    expect(drawn("a\n", "")).toEqual(["-a"]);
    expect(drawn("same", "same")).toEqual([" same"]);
  });

  it("marks the words that differ in lines that take each other's place, and none in unlike lines", () => {
    const [removed, added] = lineDiff("const limit = 3;", "const limit = 5;").lines;
    expect([removed, added].map((line) => line?.marks.map(({ start, end }) => line.text.slice(start, end)))).toEqual([
      ["3"],
      ["5"],
    ]);
    expect(lineDiff("return first;", "throw new Error(words)").lines.flatMap(({ marks }) => marks)).toEqual([]);
  });

  it("gives back both texts, with each line's place and number in its own", () => {
    const texts = fc.array(fc.constantFrom("a", "b", "c", "", "long line here"), { maxLength: 12 });
    fc.assert(
      fc.property(texts, texts, (first, second) => {
        const [before, after] = [first.map((line) => `${line}\n`).join(""), second.map((line) => `${line}\n`).join("")];
        const { lines, added, removed } = lineDiff(before, after);
        const side = (left: string) => lines.filter(({ kind }) => kind !== left).map(({ text }) => text);
        expect(side("added")).toEqual(first);
        expect(side("removed")).toEqual(second);
        expect({ added, removed }).toEqual(lineCounts(before, after));
        for (const { kind, text, at, number } of lines) {
          const own = kind === "removed" ? before : after;
          expect(own.slice(at, at + text.length)).toBe(text);
          expect(own.split("\n")[number - 1]).toBe(text);
        }
      }),
    );
  });

  it("shows long texts that have nothing in common as one change", () => {
    const text = (word: string) => Array.from({ length: 6_000 }, (_, at) => `${word} ${at * 7}`).join("\n");
    const { lines, added, removed } = lineDiff(text("one"), text("two"));
    expect([added, removed]).toEqual([6_000, 6_000]);
    expect(lines.slice(0, 6_000).every(({ kind }) => kind === "removed")).toBe(true);
  });
});

it("folds what is far from what changed", () => {
  const before = Array.from({ length: 20 }, (_, at) => `line ${at}`);
  const after = before.with(10, "changed");
  const rows = foldContext(lineDiff(before.join("\n"), after.join("\n")).lines);
  expect(rows.map((row) => (row.type === "fold" ? row.lines.length : row.line.text))).toEqual([
    7,
    ...["line 7", "line 8", "line 9", "line 10", "changed", "line 11", "line 12", "line 13"],
    6,
  ]);
});
