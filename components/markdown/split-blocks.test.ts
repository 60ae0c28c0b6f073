import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MarkdownPart, type MarkdownParts, MarkdownSplitter, withDefinitions } from "./split-blocks.ts";

const partsOf = ({ pages }: MarkdownParts): MarkdownPart[] => pages.flat();
const joined = (split: MarkdownParts) =>
  partsOf(split)
    .map((part) => part.raw)
    .join("");
const blocks = (text: string) => partsOf(new MarkdownSplitter().split(text));

/** Text as models write it: pieces of every construct, in any order and cut anywhere. */
const pieces = fc.constantFrom(
  "word ",
  "\n",
  "\n\n",
  "# ",
  "## Title\n",
  "- ",
  "- item\n",
  "* ",
  "1. ",
  "1",
  "2. two\n",
  "  ",
  "    ",
  "```",
  "```ts\n",
  "~~~\n",
  "`code`",
  "**bold**",
  "*",
  "> ",
  "> quote\n",
  "| a | b |\n",
  "|---|---|\n",
  "| 1 | 2 |\n",
  "---\n",
  "===\n",
  "-",
  "=",
  "<div>\n",
  "</div>",
  "[x]: https://example.com\n",
  "[x]",
  "\\",
  "- [ ] task\n",
  "+",
  "é",
  "\t",
  ")",
  ".",
);
const texts = fc.array(pieces, { maxLength: 40 }).map((all) => all.join(""));

describe("MarkdownSplitter", () => {
  it("gives parts that are the text when they are joined", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(joined(new MarkdownSplitter().split(text))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it("gives for a text that grew piece by piece the same parts as for the whole text at once", () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (all) => {
        const splitter = new MarkdownSplitter();
        let text = "";
        let parts = splitter.split("");
        for (const piece of all) {
          text += piece;
          parts = splitter.split(text);
        }
        expect(parts).toEqual(new MarkdownSplitter().split(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("starts anew when the text was replaced", () => {
    const splitter = new MarkdownSplitter();
    splitter.split("# One\n\ntwo\n\nthree\n\nfour");
    const split = splitter.split("# Other\n\ntwo\n\nthree\n\nfour");
    expect(joined(split)).toBe("# Other\n\ntwo\n\nthree\n\nfour");
  });

  it("keeps settled parts the same objects while the text grows", () => {
    const splitter = new MarkdownSplitter();
    const before = partsOf(splitter.split("# One\n\ntwo\n\nthree\n\nfour"));
    const after = partsOf(splitter.split("# One\n\ntwo\n\nthree\n\nfour and more"));
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toBe(before[1]);
  });

  it("knows the language and the text of a fence, closed or still open", () => {
    expect(blocks("```ts title\nlet a;\n```\n")[0]?.code).toEqual({ language: "ts", text: "let a;" });
    expect(blocks("before\n\n```\nlet a;\n\n# no title")[1]?.code).toEqual({
      language: null,
      text: "let a;\n\n# no title",
    });
  });

  it("keeps a list with blank lines between its items in one part", () => {
    expect(blocks("- a\n\n- b\n\n  more of b\n\n- c")).toHaveLength(1);
  });

  it("keeps a text with footnotes in one part, so that no note is lost", () => {
    expect(blocks("Said[^1].\n\nmore\n\n[^1]: who said it")).toHaveLength(1);
  });

  it("keeps full pages the same objects while the text grows", () => {
    const splitter = new MarkdownSplitter();
    const long = "A paragraph.\n\n".repeat(100);
    const before = splitter.split(long).pages;
    const after = splitter.split(`${long}And more.`).pages;
    expect(before.length).toBeGreaterThan(2);
    expect(after[0]).toBe(before[0]);
  });

  it("keeps code with blank lines in one part, and what stands around it in others", () => {
    const split = blocks("Before:\n```ts\na\n\nb\n```\nafter");
    expect(split.map((part) => part.code?.text ?? part.raw)).toEqual(["Before:\n", "a\n\nb", "after"]);
  });

  it("keeps the code of a list item with its item", () => {
    expect(blocks("1. first\n   ```sh\n   npm i\n\n   npm t\n   ```\n2. second\n\nafter")).toHaveLength(2);
  });

  it.each([
    ["paragraphs", "A paragraph of **some** length with `code` in it.\n\n", ""],
    ["code", "const answer = 42; // and so it goes on\n", "```ts\n"],
    ["lines without a break", "One line after the other in one paragraph.\n", ""],
  ])("goes on with a megabyte of %s where it was, and keeps the pages that are full", (_, line, head) => {
    const splitter = new MarkdownSplitter();
    let text = head + line.repeat(1_000_000 / line.length);
    const before = splitter.split(text);
    for (let count = 0; count < 100; count += 1) {
      text += line;
      splitter.split(text);
    }
    const after = splitter.split(text);
    for (const [at, page] of before.pages.slice(0, -1).entries()) expect(after.pages[at]).toBe(page);
    expect(after).toEqual(new MarkdownSplitter().split(text));
  });
});

describe("withDefinitions", () => {
  it("gives a part the definitions that it refers to, and no others", () => {
    const split = new MarkdownSplitter().split(
      "See [the guide] and [Foo][a B].\n\n[The Guide]: https://g.example\n[a  b]: https://f.example\n",
    );
    expect(withDefinitions(partsOf(split)[0]?.raw ?? "", split.definitions)).toContain("https://g.example");
    expect(withDefinitions(partsOf(split)[0]?.raw ?? "", split.definitions)).toContain("https://f.example");
    expect(withDefinitions("Nothing [here].", split.definitions)).toBe("Nothing [here].");
  });
});
