import { SwitchboardError } from "../core/failure.ts";
import type { PermissionProfile } from "../core/permission-profile.ts";

/**
 * Refuses what the CLI would refuse after its start: as root it bypasses no permissions, unless it is told that it runs
 * in a sandbox.
 * @param variables from which the CLI gets its environment
 * @param isRoot whether the CLI will run as root
 * @throws SwitchboardError profile-refused
 */
export function checkMayRun(
  profile: PermissionProfile,
  variables: Readonly<Record<string, string | undefined>>,
  isRoot = process.getuid?.() === 0,
): void {
  if (profile !== "full" || !isRoot || variables.IS_SANDBOX === "1") return;
  throw new SwitchboardError("profile-refused", "Claude Code doesn't take the profile “full” from root.", {
    hint: "Run Switchboard as another user, or choose “edit”. In a container that may be lost, set IS_SANDBOX=1.",
    field: "profile",
  });
}
