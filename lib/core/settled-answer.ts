import type { Failure } from "./failure.ts";

/** So long what has ended is shown on the home page, in seconds. */
export const SETTLED_SECONDS = 15 * 60;

/** An answer that ended a short while ago, as the home page shows it. */
export interface SettledAnswer {
  messageId: string;
  threadId: string;
  module: string;
  status: string;
  threadTitle: string | null;
  /** The question it answers, at most 400 characters. */
  question: string | null;
  /** What of its run tells how it ended; see Run. */
  run: {
    state: "ended";
    silentSince: null;
    sessionId: string | null;
    startedAt: number;
    endedAt: number;
    costUsd: number | null;
    failure: Pick<Failure, "code"> | null;
  };
}
