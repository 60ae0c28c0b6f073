import type { DirectoryState, ModuleHealth } from "@/lib/core/module-view.ts";

/** How a directory stands, in words; "" where all is well. */
export const DIRECTORY_WORDS: Record<DirectoryState, { short: string; long: string; todo: string }> = {
  ok: { short: "", long: "There, and can be read.", todo: "" },
  missing: {
    short: "Directory missing",
    long: "There is no such directory.",
    todo: "If it was moved, give its new path under Edit. If it is gone for good, remove the module: its threads stay.",
  },
  "not-directory": {
    short: "Not a directory",
    long: "There is a file of this name.",
    todo: "Give the directory's path under Edit.",
  },
  unreadable: {
    short: "Can't be read",
    long: "This user may not read it.",
    todo: "Give this user read and search permission (chmod u+rx).",
  },
  slow: {
    short: "Doesn't answer",
    long: "It did not answer in time.",
    todo: "If it is on a network drive, see whether that is connected. Then reload the page.",
  },
};

/** The branch of a module's repository, in words. */
export function gitWords({ git }: Pick<ModuleHealth, "git">): string {
  if (git === null) return "In no git repository.";
  return git.branch === null
    ? "In a git repository, on no branch that it tells."
    : `In a git repository, on ${git.branch}.`;
}
