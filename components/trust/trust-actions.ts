import type { Outcome } from "../ui/outcome.ts";

/** What a person can decide about a directory. */
export interface TrustActions {
  /** @param digest of what was shown */
  trust: (path: string, digest: string) => Promise<Outcome>;
  withdraw: (path: string) => Promise<Outcome>;
}
