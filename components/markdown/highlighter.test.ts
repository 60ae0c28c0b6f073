import { expect, it } from "vitest";
import { languageNamed, languageOfPath } from "./code-languages.ts";
import { highlight } from "./highlighter.ts";
import { cutText, spansWithin } from "./text-spans.ts";

it("finds the words of a language, each where it stands in the text", async () => {
  const code = 'const name = "x < y"; // why\n';
  const spans = await highlight(code, "typescript");
  const found = spans.map(({ start, end, className }) => [code.slice(start, end), className]);
  expect(found).toContainEqual(["const", "code-keyword"]);
  expect(found).toContainEqual(['"x < y"', "code-string"]);
  expect(found).toContainEqual(["// why", "code-comment"]);
  const ordered = spans.every(({ start, end }, at) => start < end && start >= (spans[at - 1]?.end ?? 0));
  expect(ordered, "in order, without overlap").toBe(true);
});

it("says nothing of a language that it doesn't know", async () => {
  expect(languageNamed("brainfuck")).toBeNull();
  expect(languageNamed("constructor")).toBeNull();
  expect(await highlight("+++", "brainfuck")).toEqual([]);
});

it("knows a language by the words people use and by the name of a file", () => {
  expect(["TS", "sh", "yml", "c++", "toml"].map(languageNamed)).toEqual(["typescript", "bash", "yaml", "cpp", "ini"]);
  const files = ["/srv/a.test.tsx", "Dockerfile", "C:\\src\\main.rs", "Makefile", "notes"].map(languageOfPath);
  expect(files).toEqual(["typescript", "dockerfile", "rust", "makefile", null]);
});

it("cuts a text where colours and marks begin and end, and loses nothing", () => {
  const text = "const name = 1;";
  const pieces = cutText(
    text,
    [
      { start: 0, end: 5, className: "code-keyword" },
      { start: 13, end: 14, className: "code-number" },
    ],
    [{ start: 3, end: 8 }],
  );
  expect(pieces.map((piece) => piece.text).join("")).toBe(text);
  expect(pieces.filter(({ marked }) => marked).map((piece) => piece.text)).toEqual(["st", " na"]);
  expect(pieces.at(-2)).toEqual({ at: 13, text: "1", className: "code-number", marked: false });
});

it("gives a part of a text its own colours", () => {
  const spans = [0, 4, 8].map((start) => ({ start, end: start + 3, className: "x" }));
  expect(spansWithin(spans, 5, 9)).toEqual([
    { start: 0, end: 2, className: "x" },
    { start: 3, end: 4, className: "x" },
  ]);
});
