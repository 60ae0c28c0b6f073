import { describe, expect, it } from "vitest";
import { mcpTool, readToolCall, webAddress } from "./tool-call.ts";

describe("readToolCall", () => {
  it.each([
    ["Read", { file_path: "/a", offset: 3, limit: 2 }, { kind: "read", path: "/a", offset: 3, limit: 2, pages: null }],
    [
      "Edit",
      { replace_all: false, file_path: "/a", old_string: "x", new_string: "y" },
      { kind: "edit", path: "/a", edits: [{ before: "x", after: "y", everywhere: false }] },
    ],
    [
      "MultiEdit",
      { file_path: "/a", edits: [{ old_string: "x", new_string: "y", replace_all: true }] },
      { kind: "edit", path: "/a", edits: [{ before: "x", after: "y", everywhere: true }] },
    ],
    [
      "NotebookEdit",
      { notebook_path: "/n.ipynb", new_source: "x", cell_id: "c1" },
      { kind: "write", path: "/n.ipynb", content: "x", cell: "c1" },
    ],
    [
      "Grep",
      { pattern: "x", output_mode: "content", "-n": true },
      { kind: "search", pattern: "x", path: null, mode: "content", options: [["-n", "true"]] },
    ],
    [
      "TodoWrite",
      { todos: [{ content: "a", status: "in_progress" }, { content: "b", status: "odd" }, 3] },
      {
        kind: "todo",
        items: [
          { text: "a", state: "in_progress" },
          { text: "b", state: "pending" },
        ],
      },
    ],
    ["Agent", { prompt: "Count", subagent_type: "x" }, { kind: "agent", agent: "x", prompt: "Count" }],
    [
      "WebFetch",
      { url: "https://a.example", prompt: "why" },
      { kind: "web", url: "https://a.example", query: null, prompt: "why" },
    ],
  ])("reads a call of %s", (name, input, call) => {
    expect(readToolCall(name, input)).toEqual(call);
  });

  it.each([
    ["Read", { path: "x" }],
    ["Edit", { file_path: "/a", old_string: "x" }],
    ["MultiEdit", { file_path: "/a", edits: [{ old_string: "x", new_string: "y" }, {}] }],
    ["Bash", { command: 3 }],
    ["constructor", {}],
    ["NoSuchTool", { a: 1 }],
    ["Read", "text"],
    [null, {}],
  ])("shows a call of %s with %j as it came", (name, input) => {
    expect(readToolCall(name, input)).toEqual({ kind: "other" });
  });
});

it("knows the server and the tool of MCP", () => {
  expect(mcpTool("mcp__jira__find__all")).toEqual({ server: "jira", tool: "find__all" });
  expect(mcpTool("mcp__jira")).toBeNull();
});

it("links to the web only, and to nothing that hides where it leads", () => {
  expect(webAddress("https://a.example/b")?.hostname).toBe("a.example");
  for (const text of ["javascript:alert(1)", "file:///etc/passwd", "https://bank.example@evil.example", "https://"]) {
    expect(webAddress(text), text).toBeNull();
  }
});
