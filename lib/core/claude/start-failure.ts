import type { FailureCode } from "../failure.ts";

/** What is known about a complaint with which the CLI ends before it asks anything. */
interface KnownComplaint {
  pattern: RegExp;
  message: string;
  hint: string;
}

const COMPLAINTS: readonly KnownComplaint[] = [
  {
    pattern: /No conversation found with session ID|--resume requires a valid session ID/,
    message: "Claude Code no longer has the session that this question was to continue",
    hint: "Ask again as a new conversation. Sessions are found only from the directory they were begun in.",
  },
  {
    pattern: /Session ID \S+ is already in use/,
    message: "Another conversation already has this session id",
    hint: "Ask again; a new session will be begun.",
  },
  {
    pattern: /error: unknown option|error: unknown command|requires --verbose|error: option .* argument/,
    message: "Claude Code does not accept an option that it was started with",
    hint: "Update Claude Code, or check the extra options that are set.",
  },
  {
    pattern: /cannot be used with root\/sudo privileges/,
    message: "Claude Code does not skip permissions when it runs as root",
    hint: "Choose another permission mode, or run Switchboard as another user.",
  },
  {
    pattern: /Invalid MCP configuration|MCP tool \S+ .*not found/,
    message: "Claude Code could not use the MCP servers it was given",
    hint: "Check the MCP configuration of this directory.",
  },
  {
    pattern: /Input must be provided|Error parsing streaming input/,
    message: "Claude Code did not get the question",
    hint: "Ask again.",
  },
  { pattern: /^\s*Error: |Invalid session ID/m, message: "Claude Code could not start", hint: "Read what it said." },
];

/** What a complaint of the CLI at its start means, with its words quoted; null if there is none that is known. */
export function startFailure(text: string): { code: FailureCode; message: string; hint: string } | null {
  for (const { pattern, message, hint } of COMPLAINTS) {
    const line = text.split("\n").find((candidate) => pattern.test(candidate));
    if (line !== undefined) return { code: "spawn", message: `${message}: ${line.trim()}`, hint };
  }
  return null;
}
