import { expect, it } from "vitest";
import { toolSummary } from "./tool-summary.ts";

const about = (name: string, input: unknown, cwd: string | null = null) =>
  toolSummary(name, JSON.stringify(input), cwd).about;

it("says which file is read, without the module's own directory", () => {
  expect(about("Read", { file_path: "/srv/billing/src/retry.ts", limit: 10 }, "/srv/billing")).toBe("src/retry.ts");
});

it("says which command is run, on one line", () => {
  expect(about("Bash", { command: "npm test\nnpm run build", description: "Tests" })).toBe("npm test …");
});

it("says what is searched for and where", () => {
  expect(about("Grep", { pattern: "retry\\(", path: "/srv/billing/src" }, "/srv/billing")).toBe("retry\\(  in src");
});

it("names the server and the tool of MCP", () => {
  expect(toolSummary("mcp__jira__find_issue", '{"query":"PAY-1"}', null)).toEqual({
    tool: "jira · find_issue",
    about: "PAY-1",
  });
});

it("says what it can of an input that is still arriving, and nothing of one that can't be read", () => {
  expect(toolSummary("Bash", '{"command":"npm te', null).about).toBe("npm te");
  expect(toolSummary("Bash", "", null)).toEqual({ tool: "Bash", about: "" });
  expect(toolSummary(null, "[1]", null)).toEqual({ tool: "Tool", about: "" });
});
