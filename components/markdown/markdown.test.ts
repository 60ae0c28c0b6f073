import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import ReactMarkdown from "react-markdown";
import remarkGfm from "remark-gfm";
import { describe, expect, it } from "vitest";
import { Markdown } from "./markdown.tsx";
import { WithReader } from "./with-reader.tsx";

const drawn = (text: string, open = false) =>
  renderToStaticMarkup(createElement(WithReader, null, createElement(Markdown, { text, open })));
/** What a reader sees, without the labels of code and spaces. */
const seen = (html: string) =>
  html
    .replace(/<figcaption.*?<\/figcaption>/gs, "")
    .replace(/<[^>]*>/g, "")
    .replace(/[\s\u200b]+/g, "");

const SAMPLE = `# Title of **it**

A paragraph with *emphasis*, **bold words**, ~~struck~~ and \`code\` in it, a [link](https://example.com/a_b_(c)) and
a second line with snake_case and 2 * 3 = 6. See [the guide][g].

1. one with \`code\`
2. two with **bold**

   a paragraph of two
   - inner *item*
3. three

- a

- b

| Name | Size |
|:-----|-----:|
| **a** | 1 |
| \`b\` | 2 |

\`\`\`ts
const a = 1;

// *no* emphasis
\`\`\`
> A quotation of
> two lines

Setext
------

    indented code

    goes on

- [x] done
- [ ] to do

---

The end.

[g]: https://example.com/guide
`;

describe("Markdown", () => {
  it("draws a text part by part as it is drawn whole", () => {
    const whole = renderToStaticMarkup(createElement(ReactMarkdown, { remarkPlugins: [remarkGfm] }, SAMPLE));
    expect(seen(drawn(SAMPLE))).toBe(seen(whole));
    expect(drawn(SAMPLE)).toContain('href="https://example.com/guide"');
    expect(drawn(SAMPLE).match(/<li/g)).toHaveLength(whole.match(/<li/g)?.length ?? 0);
  });

  it("shows of no beginning of a text anything that the whole doesn't show", () => {
    // A link whose address stands at the end of the text can't be known for one before that.
    const text = SAMPLE.replace(/ See \[.*\n/, "\n").replace(/\[g\]:.*/, "");
    const end = seen(drawn(text));
    for (let length = 1; length <= text.length; length += 1) {
      const begun = seen(drawn(text.slice(0, length), true));
      expect(
        end.startsWith(begun),
        `after ${JSON.stringify(text.slice(0, length).slice(-40))}: ${begun.slice(-40)}`,
      ).toBe(true);
    }
  });

  it("shows HTML as the text that it is", () => {
    const html = drawn("A Promise<string> and <b>bold</b>\n\n<script>\nalert(1)\n</script>\n\n<!-- a remark -->");
    expect(html).toContain("Promise&lt;string&gt; and &lt;b&gt;bold&lt;/b&gt;");
    expect(html).toContain("&lt;script&gt;\nalert(1)\n&lt;/script&gt;");
    expect(html).toContain("&lt;!-- a remark --&gt;");
    expect(html).not.toMatch(/<script|<b>/);
  });

  it("loads no image and follows no address but those of the web and of mail", () => {
    const html = drawn(
      "![p](https://x.example/p.png) [a](javascript:alert(1)) [b](file:///etc/passwd) [c](mailto:a@x.example)",
    );
    expect(html).not.toContain("<img");
    expect(seen(html)).toContain("[Image:patx.example]");
    expect(html).not.toContain("javascript:");
    expect(html).not.toContain("file:");
    expect(html).toContain('href="mailto:a@x.example"');
    expect(html).toContain('rel="noreferrer noopener"');
  });

  it("names what is hidden: all of it in code, and in words what turns the direction of writing", () => {
    const html = drawn("a\u202eb \u200f`c\u202e\u200f`\n\n```\nd\u2066\n```");
    expect(html).toContain("a‹U+202E›b \u200f");
    expect(html).toContain("c‹U+202E›‹U+200F›");
    expect(html).toContain("d‹U+2066›");
  });
  it("shows notes and what they are notes to", () => {
    const html = seen(drawn("Said[^1].\n\nmore\n\n[^1]: who said it"));
    expect(html).toContain("whosaidit");
  });

  it("draws text with the line ends of Windows", () => {
    expect(seen(drawn("# A\r\n\r\nb\r\n\r\n```\r\nc\r\n```\r\n"))).toBe("Abc");
  });

  it.each([
    "so $a * b$ and $c * d$ are $x_i * y_i$",
    "\\(a_1 * b_1\\) or \\[\\sum_{i=1}^n [x_i](y)\\]",
    "$$\\frac{a}{b} < c * d * e$$",
  ])("leaves math as it was written: %j", (source) => {
    const html = drawn(source);
    expect(html).not.toMatch(/<(?:em|strong|a|del)\b/);
    expect(seen(html).replaceAll("&lt;", "<")).toBe(source.replace(/\s/g, ""));
  });

  it("has no link but to the web and to mail, whatever an answer writes", () => {
    const html = drawn("[a](javascript:alert(1)) [b](data:text/html,x) [c](https://example.com) <b>bold</b>");
    expect(html.match(/href="[^"]*"/g)).toEqual(['href="https://example.com"']);
    expect(html).not.toContain("<b>");
  });
});
