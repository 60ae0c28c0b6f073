import { arrayOf, isRecord, numberOf, recordOf, stringOf } from "./claude/read.ts";

export interface TextEdit {
  before: string;
  after: string;
  /** Whether every place that has `before` is changed. */
  everywhere: boolean;
}

export const TASK_STATES = ["pending", "in_progress", "completed"] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** What a call of a tool asks for, by the kinds that are shown in a way of their own. */
export type ToolCall =
  | { kind: "read"; path: string; offset: number | null; limit: number | null; pages: string | null }
  | { kind: "edit"; path: string; edits: TextEdit[] }
  | { kind: "write"; path: string; content: string; cell: string | null }
  | { kind: "bash"; command: string; description: string; background: boolean; timeout: number | null }
  | { kind: "search"; pattern: string | null; path: string | null; mode: string | null; options: [string, string][] }
  | { kind: "todo"; items: { text: string; state: TaskState }[] }
  | { kind: "agent"; agent: string | null; prompt: string }
  | { kind: "web"; url: string | null; query: string | null; prompt: string | null }
  | { kind: "other" };

type Input = Record<string, unknown>;

const OTHER: ToolCall = { kind: "other" };

const READERS: Readonly<Record<string, (input: Input) => ToolCall>> = {
  Read: readRead,
  NotebookRead: readRead,
  Edit: (input) => readEdits(input, [input]),
  MultiEdit: (input) => readEdits(input, arrayOf(input.edits).map(recordOf)),
  Write: (input) => readWrite(input, input.content, null),
  NotebookEdit: (input) => readWrite(input, input.new_source, stringOf(input.cell_id) ?? ""),
  Bash: readBash,
  Grep: readSearch,
  Glob: readSearch,
  LS: readSearch,
  TodoWrite: (input) => ({ kind: "todo", items: arrayOf(input.todos).flatMap(readItem) }),
  Task: readAgent,
  Agent: readAgent,
  WebFetch: readWeb,
  WebSearch: readWeb,
};

/**
 * Reads the input of a call, whose tool is known by its name. Nothing of it is trusted: what isn't as that tool's
 * inputs are is of kind "other", and shown as it came.
 */
export function readToolCall(name: string | null, input: unknown): ToolCall {
  if (name === null || !isRecord(input) || !Object.hasOwn(READERS, name)) return OTHER;
  return READERS[name]?.(input) ?? OTHER;
}

function readRead(input: Input): ToolCall {
  const path = stringOf(input.file_path) ?? stringOf(input.notebook_path);
  if (path === null) return OTHER;
  const [offset, limit] = [numberOf(input.offset), numberOf(input.limit)];
  return { kind: "read", path, offset, limit, pages: stringOf(input.pages) };
}

function readEdits(input: Input, edits: Input[]): ToolCall {
  const path = stringOf(input.file_path);
  const read = edits.flatMap((edit): TextEdit[] => {
    const [before, after] = [stringOf(edit.old_string), stringOf(edit.new_string)];
    return before === null || after === null ? [] : [{ before, after, everywhere: edit.replace_all === true }];
  });
  return path === null || read.length === 0 || read.length < edits.length ? OTHER : { kind: "edit", path, edits: read };
}

function readWrite(input: Input, content: unknown, cell: string | null): ToolCall {
  const path = stringOf(input.file_path) ?? stringOf(input.notebook_path);
  return path === null || typeof content !== "string" ? OTHER : { kind: "write", path, content, cell };
}

function readBash(input: Input): ToolCall {
  const command = stringOf(input.command);
  if (command === null) return OTHER;
  const background = input.run_in_background === true;
  return {
    kind: "bash",
    command,
    description: stringOf(input.description) ?? "",
    background,
    timeout: numberOf(input.timeout),
  };
}

function readSearch(input: Input): ToolCall {
  const { pattern, path, output_mode, ...rest } = input;
  const options = Object.entries(rest).map(([name, value]): [string, string] => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return {
    kind: "search",
    pattern: stringOf(pattern),
    path: stringOf(path),
    mode: stringOf(output_mode),
    options,
  };
}

function readItem(value: unknown): { text: string; state: TaskState }[] {
  const item = recordOf(value);
  const text = stringOf(item.content);
  return text === null ? [] : [{ text, state: TASK_STATES.find((state) => state === item.status) ?? "pending" }];
}

function readAgent(input: Input): ToolCall {
  const prompt = stringOf(input.prompt);
  return prompt === null ? OTHER : { kind: "agent", agent: stringOf(input.subagent_type), prompt };
}

function readWeb(input: Input): ToolCall {
  const [url, query] = [stringOf(input.url), stringOf(input.query)];
  return url === null && query === null ? OTHER : { kind: "web", url, query, prompt: stringOf(input.prompt) };
}

/** The server and the tool of a call by way of MCP, "mcp__jira__search"; null for other tools. */
export function mcpTool(name: string | null): { server: string; tool: string } | null {
  const [prefix, server, ...tool] = (name ?? "").split("__");
  return prefix === "mcp" && server && tool.length > 0 ? { server, tool: tool.join("__") } : null;
}

/** An address that may be linked to: of the web, and without a name and a password in it. */
export function webAddress(text: string): URL | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.username === "" && url.password === "" ? url : null;
}
