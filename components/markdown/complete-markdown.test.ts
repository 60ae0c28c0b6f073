import { describe, expect, it } from "vitest";
import { completeCode, completeMarkdown } from "./complete-markdown.ts";

describe("completeMarkdown", () => {
  it.each([
    ["bold that is open", "Some **bold wor", "Some **bold wor**"],
    ["half of what ends bold", "Some **bold*", "Some **bold**"],
    ["bold within emphasis", "An *old **and bold", "An *old **and bold***"],
    ["marks that nothing follows", "Some **", "Some "],
    ["a space before the end", "Some **bold ", "Some **bold**"],
    ["struck out text", "Not ~~this", "Not ~~this~~"],
    ["code that is open", "Call `open(", "Call `open(`"],
    ["code with marks of emphasis in it", "Call `a * b`, `c ** d", "Call `a * b`, `c ** d`"],
    ["the words of a link without an end", "See [the gui", "See the gui"],
    ["a link whose address is arriving", "See [the guide](https://exa", "See the guide"],
    ["bold around a link", "**[guide](https://x.example)", "**[guide](https://x.example)**"],
    ["an escape at the end", "1 \\", "1 "],
    ["names with underscores", "the user_id of a_b", "the user_id of a_b"],
    ["a multiplication", "2 * 3 is", "2 * 3 is"],
    ["a line that may become a title", "A paragraph\n--", "A paragraph"],
    ["a list item that is about to begin", "- one\n-", "- one"],
    ["a fence that is about to begin", "Code:\n``", "Code:"],
    ["a heading that is about to begin", "##", ""],
    ["emphasis of an earlier paragraph", "2 * 3\n\nthen *this", "2 * 3\n\nthen *this*"],
    ["emphasis in the last item only", "- a * b\n- **c", "- a * b\n- **c**"],
    ["the head of a table", "| Name | Si", "| Name | Si |\n|---|---|"],
    ["half the rule of a table", "| Name | Size |\n|--", "| Name | Size |\n|---|---|"],
    ["a row that is about to begin", "| a | b |\n|---|---|\n|", "| a | b |\n|---|---|\n|"],
    ["code in a cell that is open", "| a | b |\n|---|---|\n| `x", "| a | b |\n|---|---|\n| `x`"],
    ["a link in a list whose address is arriving", "- see [the guide](ht", "- see the guide"],
    ["a task that is about to begin", "- [x] one\n- [", "- [x] one"],
    ["an image whose address is arriving", "![a plan](https://x", "a plan"],
    ["a quotation that is about to begin", "Said:\n> ", "Said:"],
    ["a fence in a quotation that is about to begin", "> Code:\n> ``", "> Code:"],
    ["a cell that is open", "| a | b |\n|---|---|\n| 1 | **2", "| a | b |\n|---|---|\n| 1 | **2**"],
  ])("completes %s", (_, source, whole) => {
    expect(completeMarkdown(source)).toBe(whole);
  });

  it.each([
    "A **bold** and *old* `code` [link](https://x.example) paragraph.",
    "1. one\n2. two with `code`\n\n   more",
    "| a | b |\n|:--|--:|\n| 1 | 2 |",
    "```ts\nconst a = `b` * **c\n",
    "snake_case and __init__ are names",
  ])("leaves whole Markdown as it is: %j", (source) => {
    expect(completeMarkdown(source)).toBe(source);
  });
});

describe("completeCode", () => {
  it("holds back the beginning of the fence that ends it", () => {
    expect(completeCode("let a;\n``")).toBe("let a;");
    expect(completeCode("let a = `b`")).toBe("let a = `b`");
  });
});
