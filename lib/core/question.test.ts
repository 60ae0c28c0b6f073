import { expect, test } from "vitest";
import { checkModel, checkModuleName, checkPrompt, titleFrom } from "./question.ts";

const refusalOf = (check: () => unknown): unknown => {
  try {
    return check();
  } catch (error) {
    return error;
  }
};

test.each(["", " ", "\n\t\r\n", "\u00a0\u2003\ufeff"])(
  "a question of nothing but white space (%j) is refused",
  (prompt) => {
    expect(refusalOf(() => checkPrompt(prompt))).toMatchObject({ code: "prompt-empty", field: "prompt" });
  },
);

test.each(["?", "  what?  ", "-p", "/clear", "🙂", "\0", "\ud800", "x".repeat(1_048_576), "é".repeat(524_288)])(
  "a question that has something in it and at most 1 MiB is taken (%#)",
  (prompt) => {
    expect(checkPrompt(prompt)).toBeUndefined();
  },
);

test.each([
  ["one byte too much", "x".repeat(1_048_577), "1.0 MiB"],
  ["10 MB", "x".repeat(10_000_000), "9.5 MiB"],
  ["letters of two bytes", "é".repeat(524_289), "1.0 MiB"],
  ["emoji", "🙂".repeat(1_000_000), "3.8 MiB"],
])("a question of over 1 MiB (%s) is refused with its size", (_name, prompt, size) => {
  expect(refusalOf(() => checkPrompt(prompt))).toMatchObject({
    code: "prompt-too-large",
    message: expect.stringContaining(size),
    field: "prompt",
  });
});

const WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen";

test.each([
  ["one line", "Why?", "Why?"],
  ["lines before it", "\n\n  Why?  \nBecause.", "Why?"],
  ["lines of Windows", "Why?\r\nBecause.", "Why?"],
  ["nothing", "", ""],
  ["white space", " \n ", ""],
  ["just the longest line", "x".repeat(80), "x".repeat(80)],
  ["a line without a space", "x".repeat(81), `${"x".repeat(80)}…`],
  ["many words", WORDS, "one two three four five six seven eight nine ten eleven twelve thirteen…"],
  ["a space early in a long line", `short ${"x".repeat(100)}`, `short ${"x".repeat(74)}…`],
  ["80 emoji", "🙂".repeat(80), "🙂".repeat(80)],
  ["81 emoji", "🙂".repeat(81), `${"🙂".repeat(80)}…`],
  ["HTML", "<script>alert(1)</script>", "<script>alert(1)</script>"],
])("the title of a question of %s is its first line, cut at a word", (_name, prompt, title) => {
  expect(titleFrom(prompt)).toBe(title);
});

test("a title is never longer than 81 characters, however long the question is", () => {
  for (const prompt of ["a b ".repeat(300_000), "\n".repeat(1_000_000), "漢".repeat(300_000)]) {
    expect([...titleFrom(prompt)].length).toBeLessThanOrEqual(81);
  }
});

test.each(["sonnet", "claude-sonnet-5", "claude-opus-4-8[1m]", "us.anthropic.claude:0", "a/b@c", "x".repeat(100)])(
  "what begins with a letter and has no space is a model's name (%#)",
  (model) => {
    expect(checkModel(model)).toBe(model);
  },
);

test.each([null, undefined, ""])("no model (%j) leaves the CLI's default", (model) => {
  expect(checkModel(model)).toBeNull();
});

test.each([
  "-p",
  "--dangerously-skip-permissions",
  " sonnet",
  "a b",
  "a\nb",
  "a\0",
  "é",
  "$(x)",
  "sonnet\n",
  "x".repeat(101),
])("what may be an option, or more than a name, is refused as a model (%#)", (model) => {
  expect(refusalOf(() => checkModel(model))).toMatchObject({ code: "input-invalid", field: "model" });
});

test("a module's name is one line of at most 100 characters", () => {
  expect(checkModuleName("  café & co ")).toBe("café & co");
  expect(checkModuleName("🙂".repeat(100))).toBe("🙂".repeat(100));
  for (const name of ["", "  ", "a\nb", "a\0", "\u007f", "x".repeat(101)]) {
    expect(refusalOf(() => checkModuleName(name))).toMatchObject({ code: "input-invalid", field: "moduleName" });
  }
});
