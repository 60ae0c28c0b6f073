import { mcpTool } from "@/lib/core/tool-call.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { plural } from "../amounts.ts";
import { readPartialJson } from "./partial-json.ts";

export interface ToolSummary {
  /** The tool's name as people say it: "Bash", "jira · search". */
  tool: string;
  /** What it was called for, on one line. */
  about: string;
}

type Input = Record<string, unknown>;

/** Where the line of a call comes from, for the tools that have an input of their own kind. */
const ABOUT: Readonly<Record<string, (input: Input) => string>> = {
  Bash: (input) => firstLine(words(input.command)),
  BashOutput: (input) => words(input.bash_id),
  Glob: (input) => joined(words(input.pattern), words(input.path)),
  Grep: (input) => joined(words(input.pattern), words(input.path) || words(input.glob)),
  Task: (input) => words(input.description),
  Agent: (input) => words(input.description),
  WebFetch: (input) => words(input.url),
  WebSearch: (input) => words(input.query),
  Skill: (input) => words(input.skill) || words(input.command),
  TaskCreate: (input) => words(input.subject),
  NotebookEdit: (input) => words(input.notebook_path),
  TodoWrite: (input) => (Array.isArray(input.todos) ? plural(input.todos.length, "item") : ""),
};
/** Names of inputs that say best what a call of an unknown tool is about. */
const TELLING = [
  "file_path",
  "path",
  "notebook_path",
  "command",
  "query",
  "pattern",
  "url",
  "description",
  "prompt",
  "name",
];
/** The beginning of an input is enough to tell what it is about. */
const READ_LENGTH = 4000;
const LONGEST = 200;

/** What a call says in one line. `input` may be JSON that is still arriving; `cwd` is left out of paths. */
export function toolSummary(name: string | null, input: string, cwd: string | null): ToolSummary {
  const read = readPartialJson(input.slice(0, READ_LENGTH));
  const given: Input = typeof read === "object" && read !== null && !Array.isArray(read) ? { ...read } : {};
  const own = name === null ? undefined : ABOUT[name];
  const about = own ? own(given) : telling(given);
  const shown = visibleText(withoutCwd(about, cwd));
  return { tool: visibleText(toolName(name)), about: shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown };
}

/** "mcp__jira__search" is the tool "search" of the server "jira". */
export function toolName(name: string | null): string {
  const mcp = mcpTool(name);
  return mcp ? `${mcp.server} · ${mcp.tool}` : (name ?? "Tool");
}

/** Words in which the module's directory is left out of paths. */
export function withoutCwd(words: string, cwd: string | null): string {
  return cwd ? words.replaceAll(`${cwd.replace(/\/$/, "")}/`, "") : words;
}

function telling(input: Input): string {
  const named = TELLING.map((key) => words(input[key])).find((text) => text !== "");
  return firstLine(
    named ??
      Object.values(input)
        .map(words)
        .find((text) => text !== "") ??
      "",
  );
}

function words(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}

function firstLine(text: string): string {
  const [line = "", ...more] = text.split("\n");
  return more.length > 0 ? `${line} …` : line;
}

function joined(what: string, where: string): string {
  return what && where ? `${what}  in ${where}` : what;
}
