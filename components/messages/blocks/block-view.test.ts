import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it } from "vitest";
import { arrangeBlocks } from "@/lib/core/arrange-blocks.ts";
import type { Block } from "@/lib/core/message.ts";
import { recordingNames, replay } from "@/testing/recordings/replay.ts";
import { BlockList } from "./block-view.tsx";
import { type Folds, FoldsContext, foldKey } from "./folds.ts";
import { toolBodies } from "./tool-use-block.tsx";

beforeAll(() => toolBodies.load());

/** How the blocks of an answer are drawn. @param opened those that are unfolded; all of them when not given */
function drawn(blocks: readonly Block[], folds: Partial<Folds> = {}): string {
  const opened = new Set(blocks.map(foldKey));
  const surroundings = { cwd: "/srv/demo/modules/inventory", ended: true };
  const list = createElement(BlockList, { groups: arrangeBlocks(blocks), surroundings });
  const value: Folds = { lazy: true, target: null, named: null, opened, ...folds };
  return renderToStaticMarkup(createElement(FoldsContext, { value }, list));
}

const recorded = (name: string): Block[] => replay(name).blocks.map((block) => ({ ...block, messageId: "m" }));
/** What a reader sees of it. */
const words = (html: string) =>
  html
    .replace(/<span role="status".*?<\/span>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#x27;/g, "'")
    .replace(/\s+/g, " ");

const call = (position: number, name: string, input: unknown, answer = "done"): Block[] => {
  const common = { messageId: "m", state: "settled", toolUseId: `t${position}`, parentToolUseId: null, isError: false };
  return [
    { ...common, position, kind: "tool_use", name, text: JSON.stringify(input) },
    { ...common, position: position + 1, kind: "tool_result", name: null, text: answer },
  ] as Block[];
};

describe("blocks of recordings of the real CLI", () => {
  it.each(recordingNames())("are drawn, folded and unfolded: %s", (name) => {
    const blocks = recorded(name);
    expect(drawn(blocks)).not.toContain("[object Object]");
    expect(drawn(blocks, { opened: new Set() }).length).toBeLessThanOrEqual(drawn(blocks).length);
  });

  it("show a file without numbers in its text, a listing, and a note of Claude Code", () => {
    const seen = words(drawn(recorded("tool-parallel")));
    expect(seen).toContain("sku,name,qty A1,Bolt,120 A2,Nut,80");
    expect(seen).toContain("big.txt dot.png empty.txt items.csv notes.md");
    expect(seen).toContain("Claude Code noted: Warning: the file exists but is shorter");
  });

  it("show an image by its kind, a refused call as refused, and a sub-agent's own calls within it", () => {
    expect(words(drawn(recorded("tool-read-image")))).toContain("An image · image/png · 1 kB Its content is not kept.");
    expect(words(drawn(recorded("tool-write-denied")))).toMatch(/Write new\.txt Refused/);
    const agent = words(drawn(recorded("tool-task-subagent")));
    expect(agent).toMatch(
      /Agent Count items 1 call · 0\.1 s .*Read items\.csv .*Its answer Two items \(sub-agent\)\. /,
    );
    expect(agent).not.toContain("agentId");
  });
});

describe("a folded call", () => {
  const edit = call(0, "Edit", { file_path: "/a.ts", old_string: "const a = 1;", new_string: "const b = 1;\nc" });

  it("has no body in a long thread, and one as plain text in a short one", () => {
    const folded = { opened: new Set<string>() };
    expect(drawn(edit, folded)).not.toContain("const a = 1;");
    const plain = drawn(edit, { ...folded, lazy: false });
    expect(plain).toContain("const a = 1;");
    expect(plain).not.toContain("<del");
    expect(words(plain)).toMatch(/Edit \/a\.ts \+2 −1/);
  });

  it("is unfolded when the address names it", () => {
    expect(drawn(edit, { opened: new Set(), named: "m 0" })).toContain("<del");
  });
});

it("draws what tools say as text: no HTML, no link but to the web, nothing hidden", () => {
  const html = drawn([
    ...call(0, "Bash", { command: "echo '<img src=x onerror=alert(1)>' \u202e" }, "<script>alert(1)</script>\u0000"),
    ...call(2, "WebFetch", { url: "javascript:alert(1)" }, "[x](javascript:alert(1)) ![y](https://evil.example/y.png)"),
    ...call(4, "mcp__a\u202e__b", { "<b>": { c: "<i>" } }, '{"d":"<u>"}'),
    ...call(6, "Grep", { pattern: "<b>", output_mode: "content" }, "a.ts:1:<b>\u2066"),
    ...call(8, "TodoWrite", { todos: [{ content: "<b>x</b>", status: "completed" }] }),
  ]);
  expect(html).not.toMatch(/<(?:script|img|b|i|u)\b/);
  expect(html).not.toMatch(/href="(?!https:)/);
  expect(html).not.toMatch(/(?![\t\n])[\p{Cc}\u202e\u2066]/u);
});
