import fc from "fast-check";
import { expect, test } from "vitest";
import { type Block, type MessageView, NO_AMOUNTS } from "../core/message.ts";
import { contentDisposition, fileName } from "./file-name.ts";
import { markdownHtml } from "./markdown-html.ts";
import { threadHtml } from "./thread-html.ts";
import { threadJson } from "./thread-json.ts";
import { threadMarkdown } from "./thread-markdown.ts";
import type { ExportedThread } from "./thread-words.ts";

const thread: ExportedThread = {
  ...{ threadId: "t", title: "Formats", modules: ["inventory"], createdAt: 1_700_000_000, updatedAt: null },
  ...{ metadata: null, archived: false, pinned: false, tags: ["later"], messageCount: 1, firstQuestion: null },
};

function block(kind: Block["kind"], text: string, more: Partial<Block> = {}): Block {
  const none = { name: null, toolUseId: null, parentToolUseId: null, isError: false };
  return { messageId: "a", position: 0, kind, state: "settled", text, ...none, ...more };
}

function answer(more: Partial<MessageView>): MessageView {
  const told = { module: "inventory", content: "CSV", type: "response", timestamp: 1_700_000_001, status: "complete" };
  return { messageId: "a", threadId: "t", ...told, metadata: null, blocks: [], run: null, ...more };
}

const joined = (pieces: Iterable<string>) => [...pieces].join("");

const HOSTILE = [
  "<script>fetch('http://evil.test')</script>",
  "<img src=http://evil.test/x onerror=alert(1)>",
  '"><svg onload=alert(1)>',
  "</style></title><script>alert(1)</script>",
  "![x](http://evil.test/pixel.png)",
  "[x](javascript:alert(1)) [y](data:text/html,<script>1</script>) [z](vbscript:x)",
  "<iframe src=http://evil.test></iframe><meta http-equiv=refresh content='0;url=http://evil.test'>",
  "![x][ref]\n\n[ref]: http://evil.test/pixel.png",
  "<http://evil.test/'onmouseover='x>",
  "`</code><script>alert(1)</script>`",
  "```<script>\n</code></pre><script>alert(1)</script>\n```",
  "| <script>a</script> | ![i](http://evil.test/i) |\n| - | - |\n| [j](javascript:1) | b |",
  "[^1]\n\n[^1]: <script>alert(1)</script>",
];

/** Elements and attributes that an exported page may have. */
const ELEMENTS =
  /^(!doctype|html|head|meta|title|style|body|main|header|h[1-6]|p|span|article|div|details|summary|pre|code|blockquote|em|strong|del|br|hr|ol|ul|li|table|tr|th|td|a|sup)$/;
const ATTRIBUTES = /^(lang|charset|http-equiv|content|name|class|start|href|rel|html)$/;

function expectInert(html: string): void {
  for (const [, name = "", rest = ""] of html.matchAll(/<\/?([^\s>/]+)((?:[^>"]|"[^"]*")*)>/g)) {
    expect(name).toMatch(ELEMENTS);
    for (const [, attribute = "", value = ""] of rest.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)) {
      expect(attribute).toMatch(ATTRIBUTES);
      if (attribute === "href") expect(value).toMatch(/^(https?:\/\/|mailto:)/i);
    }
  }
  // What is no element that we wrote has no < at all.
  expect(html.replace(/<\/?[a-z!][^<>]*>/gi, "").replace(/<style>[\s\S]*?<\/style>/, "")).not.toContain("<");
}

test("whatever was said, the HTML has only elements and attributes that do and fetch nothing", () => {
  const anywhere = (text: string) =>
    joined(
      threadHtml({ ...thread, title: text, modules: [text], tags: [text] }, [
        answer({ content: text, module: text, type: text, status: text }),
        answer({
          blocks: [
            ...(["text", "thinking", "notice", "unknown", "tool_result"] as const).map((kind) =>
              block(kind, text, { name: text }),
            ),
            block("tool_use", text, { name: text, toolUseId: "u" }),
            block("tool_result", text, { toolUseId: "u" }),
            block("text", text, { parentToolUseId: "u" }),
            block("text", text, { state: "withdrawn" }),
          ],
        }),
      ]),
    );
  for (const text of HOSTILE) expectInert(anywhere(text));
  const pieces = fc.array(
    fc.oneof(fc.constantFrom(...HOSTILE), fc.string(), fc.constantFrom("\n\n", "> ", "- ", "`", "*", "<", "&")),
  );
  fc.assert(
    fc.property(pieces, (parts) => expectInert(anywhere(parts.join("")))),
    { numRuns: 200 },
  );
});

test("Markdown is shown as it was meant, and an image only by its address", () => {
  const html = markdownHtml(
    "# Head\n\n1. *one*\n2. **two**\n\n| a |\n| - |\n| `b` |\n\n- [x] done\n\n![pic](http://a.test/p.png) <b>raw</b> https://a.test",
  );
  expect(html).toContain("<h3>Head</h3>");
  expect(html).toContain('<ol start="1"><li><em>one</em></li>');
  expect(html).toContain("<td><code>b</code></td>");
  expect(html).toContain("☑");
  expect(html).toContain("[image: pic, http://a.test/p.png] &lt;b&gt;raw&lt;/b&gt;");
  expect(html).toContain('<a href="https://a.test" rel="noopener noreferrer">https://a.test</a>');
  expect(markdownHtml("*".repeat(100_000))).toMatch(/^<pre class="plain">\*+<\/pre>$/);
});

test("thinking and tools are folded, with their results inside; a failure says why", () => {
  const failure = { code: "timeout-silent", message: "It was silent.", hint: "Ask again." } as never;
  const run = {
    ...NO_AMOUNTS,
    failure,
    model: "opus",
    costUsd: 0.0123,
    durationMs: 4200,
    inputTokens: 1200,
    outputTokens: 30,
  } as never;
  const told = answer({
    ...{ status: "failed", run },
    blocks: [
      block("thinking", "Hm"),
      block("tool_use", '{"file_path":"a.ts"}', { name: "Read", toolUseId: "u" }),
      block("tool_result", "``` code", { toolUseId: "u", isError: true }),
      block("text", "So: **CSV**"),
    ],
  });
  const html = joined(threadHtml(thread, [told]));
  expect(html).toContain("<details><summary>Thinking</summary><p>Hm</p></details>");
  expect(html).toMatch(
    /<details class="failed-tool"><summary>Read: a.ts \(failed\)<\/summary>[\s\S]*``` code[\s\S]*<\/details>/,
  );
  expect(html).toContain("Silent for too long");
  expect(html).toContain("It was silent. Ask again.");
  expect(html).toContain("<span>$0.0123</span><span>1,200 tokens in</span><span>30 tokens out</span>");
  const markdown = joined(threadMarkdown(thread, [told]));
  expect(markdown).toContain("<summary>Read: a.ts (failed)</summary>");
  expect(markdown).toContain("````\n``` code\n````\n");
  expect(markdown).toContain("> **It was silent.** Ask again.");
  expect(JSON.parse(joined(threadJson(thread, [told, told])))).toMatchObject({
    ...{ format: "switchboard-thread", version: 1, thread: { title: "Formats", tags: ["later"] } },
    messages: [{ blocks: [{ kind: "thinking" }, {}, {}, {}] }, { status: "failed" }],
  });
});

test("a title of any kind makes a file name that every system takes, and a header that nothing can leave", () => {
  const names = [
    "",
    "..",
    "con",
    "a/b\\c:d",
    "  Größe 日本語 👩‍👩‍👧  ",
    "x".repeat(500),
    "é".repeat(300),
    "a\r\nSet-Cookie: b",
    '"; rm',
    "\u202egnp",
  ];
  expect(names.map((name) => fileName(name, "md"))).toMatchObject({
    ...{ 0: "thread.md", 1: "thread.md", 2: "thread-con.md", 3: "a-b-c-d.md", 9: "gnp.md" },
  });
  expect(fileName("Größe 日本語", "md")).toBe("Größe-日本語.md");
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...names)), (title) => {
      const name = fileName(title, "md");
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
      expect(name).toMatch(/^[^.\-/\\:*?"<>|\p{Cc}\p{Cf}][^/\\:*?"<>|\p{Cc}\p{Cf}]*\.md$/u);
      const header = contentDisposition(name);
      expect(header).toMatch(/^attachment; filename="[\x20-\x21\x23-\x7e]+"; filename\*=UTF-8''[\w%.!~-]+$/);
      expect(decodeURIComponent(header.split("''")[1] ?? "")).toBe(name);
    }),
  );
});
