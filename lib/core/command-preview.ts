import { claudeArgv } from "./claude/argv.ts";
import type { PermissionProfile } from "./permission-profile.ts";

/** What is known only when the run starts: a session's id, and where the file with the system prompt stands. */
export const SESSION_WORD = "SESSION_ID";
export const SYSTEM_PROMPT_WORD = "SYSTEM_PROMPT_FILE";
export const MCP_CONFIG_WORD = "MCP_CONFIG_FILE";

/** The command that a question would be asked with. */
export interface CommandPreview {
  /** The directory that it runs in. */
  cwd: string;
  program: string;
  argv: string[];
  /** Whether it goes on with an earlier session of the module in the thread. */
  resumes: boolean;
}

export interface PreviewInput {
  cwd: string;
  program: string;
  /** The session to go on with; null begins one. */
  sessionId: string | null;
  hasSystemPrompt: boolean;
  model: string | null;
  profile: PermissionProfile;
  maxTurns: number | null;
  maxBudgetUsd: number | null;
  /** Whether it uses what the directory brings. */
  trusted: boolean;
  /** Whether it may ask other modules. */
  asks: boolean;
}

/** The command of a run, made by the function that makes that of the run itself. */
export function previewOf({
  cwd,
  program,
  sessionId,
  hasSystemPrompt,
  asks,
  ...settings
}: PreviewInput): CommandPreview {
  const resume = sessionId !== null;
  const argv = claudeArgv({
    ...settings,
    ...{ sessionId: sessionId ?? SESSION_WORD, resume },
    systemPromptFile: hasSystemPrompt ? SYSTEM_PROMPT_WORD : null,
    mcpConfigFile: asks ? MCP_CONFIG_WORD : null,
  });
  return { cwd, program, argv, resumes: resume };
}

/** The command as a shell would take it. */
export function shellWords(preview: CommandPreview): string {
  return shellParts(preview).join(" ");
}

/** The same in parts that belong together: an option with its value. */
export function shellParts({ cwd, program, argv }: CommandPreview): string[] {
  const parts = [`cd ${quoted(cwd)} &&`, quoted(program)];
  for (const word of argv) {
    const last = parts.at(-1) ?? "";
    const isValue = !word.startsWith("-") && /^-\S*$/.test(last);
    if (isValue) parts[parts.length - 1] = `${last} ${quoted(word)}`;
    else parts.push(quoted(word));
  }
  return parts;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
