import { expect, it } from "vitest";
import { withoutMarkdown } from "./without-markdown.ts";

it.each([
  ["## Title\ntext", "Title\ntext"],
  ["read. ## What it says", "read. What it says"],
  ["> quoted", "quoted"],
  ["**bold** and `code`", "bold and code"],
  ["```ts\nlet a = 1;\n```", "let a = 1;\n"],
  ["__init__ and #4 and a > b", "__init__ and #4 and a > b"],
])("reads %j as %j", (markdown, words) => {
  expect(withoutMarkdown(markdown)).toBe(words);
});
