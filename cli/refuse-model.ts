import { SwitchboardError } from "../lib/core/failure.ts";
import { processEnvironment } from "../lib/env.ts";

/**
 * Refuses what only a person decides: a command that a run started is a model's, though it stands in a terminal. A run that
 * may use a shell can do what its user can, and is not kept from it by this; it is kept from doing so by mistake.
 * @param deed what was asked for: "trust a directory"
 * @throws SwitchboardError profile-refused
 */
export function refuseModel(deed: string): void {
  if (processEnvironment().SWITCHBOARD_RUN === undefined) return;
  throw new SwitchboardError("profile-refused", `A run of Switchboard can't ${deed}, only a person can.`, {
    hint: "Use the dashboard, or a terminal of your own.",
  });
}
