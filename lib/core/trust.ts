/**
 * A directory may be anyone's, and the CLI runs what it finds there as soon as it starts: hooks, helpers, MCP servers, and
 * programs that its git repository names. Trust is a person's word that it may.
 */

export const PROGRAM_KINDS = ["hook", "helper", "mcp-server", "environment", "plugin", "git"] as const;

/** Something that runs by itself as soon as the CLI starts in a directory, or decides what runs. */
export interface OwnProgram {
  kind: (typeof PROGRAM_KINDS)[number];
  /** "SessionStart", "apiKeyHelper", a server's or variable's name. */
  name: string;
  /** The command, the address or the value. */
  runs: string;
  /** The file that says so, absolute. */
  file: string;
}

/** What a directory, and those around it, bring along for the CLI. */
export interface OwnSetup {
  programs: OwnProgram[];
  /** What only tells Claude something: memory files, commands, agents, skills, other settings. */
  others: { what: string; file: string }[];
  /** Files that can't be understood. */
  odd: { why: string; file: string }[];
  /** Stands for all that can run: trust is given for just this. */
  digest: string;
}

/** "changed": it was trusted, and what can run there is not what it was. */
export type TrustState = "trusted" | "changed" | "untrusted";

/** How a directory stands, and what it brings. */
export interface TrustView {
  /** The real path. */
  path: string;
  state: TrustState;
  /** When it was trusted, in Unix seconds; null when it never was. */
  trustedAt: number | null;
  setup: OwnSetup;
}

/** What is left out of a question to a directory that isn't trusted, in words for people. */
export const LEFT_OUT =
  "Its settings, hooks, MCP servers, plugins, commands and agents, its CLAUDE.md, and its git repository.";
