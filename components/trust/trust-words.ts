import type { OwnProgram, TrustState } from "@/lib/core/trust.ts";

/** How a directory stands, in a few words beside its heading. */
export const TRUST_WORDS: Readonly<Record<TrustState, string>> = {
  trusted: "Trusted",
  changed: "Changed since it was trusted",
  untrusted: "Not trusted",
};

export const KIND_WORDS: Readonly<Record<OwnProgram["kind"], string>> = {
  hook: "Hook",
  helper: "Helper",
  "mcp-server": "MCP server",
  environment: "Variable",
  plugin: "Plugin",
  git: "git",
};

/** A file as it is called from the directory; one above it by its whole path. */
export function fileWords(file: string, directory: string): string {
  return file.startsWith(`${directory}/`) ? file.slice(directory.length + 1) : file;
}
