import { type PermissionProfile, profileArguments } from "../permission-profile.ts";

/** What decides the arguments of a run. */
export interface ArgvInput {
  /** UUID of the session: begun with this id, or resumed. */
  sessionId: string;
  resume: boolean;
  /** A model's name or alias, already checked to begin with a letter or digit; null leaves the CLI's default. */
  model: string | null;
  /** Absolute path of a file with text to append to the system prompt; null for none. */
  systemPromptFile: string | null;
  /** What Claude may do. */
  profile: PermissionProfile;
  /** How many turns it may take, and what it may cost in US dollars, both checked; null and 0 set no limit. */
  maxTurns: number | null;
  maxBudgetUsd: number | null;
  /** Whether the CLI may use what the directory brings: its settings, hooks, MCP servers, commands and CLAUDE.md. */
  trusted: boolean;
  /** Absolute path of a file that names our MCP server, with whose tools other modules are asked; null for none. */
  mcpConfigFile?: string | null;
}

/** All tools of our MCP server: to ask is allowed by whoever lets the module ask. */
const OUR_TOOLS = "mcp__switchboard";

/** Leaves out what the directory brings; an MCP server that we name stays. What git would run, the environment keeps out. */
const UNTRUSTED: readonly string[] = ["--setting-sources", "user", "--strict-mcp-config"];

/**
 * The arguments of `claude`: constants, a UUID, a checked name, checked numbers and a path of ours. The question itself never stands
 * here: in argv it could be read as an option, is shown by `ps`, and may be at most 128 KiB long on Linux.
 */
export function claudeArgv(input: ArgvInput): string[] {
  const profile = profileArguments(input.profile);
  return [
    "-p",
    ...["--input-format", "stream-json", "--output-format", "stream-json"],
    "--verbose",
    "--include-partial-messages",
    ...[input.resume ? "--resume" : "--session-id", input.sessionId],
    ...(input.model === null ? [] : ["--model", input.model]),
    ...(input.systemPromptFile === null ? [] : ["--append-system-prompt-file", input.systemPromptFile]),
    ...(input.mcpConfigFile ? ["--mcp-config", input.mcpConfigFile, "--allowedTools", OUR_TOOLS] : []),
    ...(input.trusted ? [] : UNTRUSTED.filter((word) => !profile.includes(word))),
    ...profile,
    ...(input.maxTurns ? ["--max-turns", String(input.maxTurns)] : []),
    ...(input.maxBudgetUsd ? ["--max-budget-usd", String(input.maxBudgetUsd)] : []),
  ];
}

/**
 * The line on stdin that asks a question. A first character "/" would run a slash command or a skill; after a
 * newline it is text (the CLI trims it again).
 */
export function userLine(prompt: string): string {
  const content = prompt.startsWith("/") ? `\n${prompt}` : prompt;
  return `${escapeLineEnds(JSON.stringify({ type: "user", message: { role: "user", content } }))}\n`;
}

/** Some readers of lines (Node's readline) also split at these two, which JSON leaves as they are. */
function escapeLineEnds(json: string): string {
  return json.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

/** The line on stdin that stops the turn: the API request is closed, running tools are ended, a result is printed. */
export function interruptLine(requestId: string): string {
  return controlLine(requestId, "interrupt");
}

/** The line on stdin that ends an idle process: background tools are ended, the transcript is complete, exit code 0. */
export function endSessionLine(requestId: string): string {
  return controlLine(requestId, "end_session");
}

function controlLine(requestId: string, subtype: string): string {
  return `${JSON.stringify({ type: "control_request", request_id: requestId, request: { subtype } })}\n`;
}
