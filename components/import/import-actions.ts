import type { Outcome } from "../ui/outcome.ts";

/** What can be done about the history of Claude Code. */
export interface ImportActions {
  startImport: () => Promise<Outcome>;
  cancelImport: (importId: string) => Promise<Outcome>;
  declineImport: () => Promise<Outcome>;
  setFollowing: (wanted: boolean) => Promise<Outcome>;
}
