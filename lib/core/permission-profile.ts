import { SwitchboardError } from "./failure.ts";

/**
 * What Claude may do in a run, beginning with the least: a closed list, so that nothing but these constants becomes an
 * argument of the CLI.
 */
export const PERMISSION_PROFILES = ["read", "settings", "edit", "full"] as const;
export type PermissionProfile = (typeof PERMISSION_PROFILES)[number];

/** What holds when neither the question nor a person who set up its module says otherwise. */
export const DEFAULT_PROFILE = "read" satisfies PermissionProfile;

/** What each is called, and what it means, in words for people. */
export const PROFILE_WORDS: Readonly<Record<PermissionProfile, { title: string; note: string }>> = {
  settings: { title: "As set up", note: "What the settings of Claude Code allow." },
  read: { title: "Read only", note: "Reads and searches files. No tool that writes or runs a command is there." },
  edit: { title: "Edit", note: "Also changes files in its directory. Other commands only as the settings allow." },
  full: { title: "Full", note: "Does everything that this user may do, with no checks." },
};

/**
 * Without the other tools and without MCP servers there is nothing that a setting could allow. "dontAsk" also keeps a
 * default mode of the settings from counting.
 */
const ARGUMENTS: Readonly<Record<PermissionProfile, readonly string[]>> = {
  settings: [],
  read: ["--tools", "Read,Grep,Glob", "--permission-mode", "dontAsk", "--strict-mcp-config"],
  edit: ["--permission-mode", "acceptEdits"],
  full: ["--permission-mode", "bypassPermissions"],
};

/** The arguments of `claude` that a profile stands for. */
export function profileArguments(profile: PermissionProfile): readonly string[] {
  return ARGUMENTS[profile];
}

export function isProfile(value: unknown): value is PermissionProfile {
  return PERMISSION_PROFILES.some((profile) => profile === value);
}

/**
 * Checks a profile, of a caller or as it is stored. One that isn't known is never taken for one that may do more.
 * @returns null for none
 * @throws SwitchboardError input-invalid
 */
export function checkProfile(value: string | null | undefined): PermissionProfile | null {
  if (value === null || value === undefined || value === "") return null;
  if (isProfile(value)) return value;
  throw new SwitchboardError("input-invalid", `“${value.slice(0, 100)}” is not a permission profile.`, {
    hint: `Give one of ${PERMISSION_PROFILES.join(", ")}, or none for what its module is allowed.`,
    field: "profile",
  });
}
