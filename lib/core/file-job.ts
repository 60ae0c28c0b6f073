import type { FileReport } from "./file-report.ts";

export type FileJobPhase = "previewing" | "previewed" | "importing" | "complete" | "cancelled" | "failed";

/** A file that is being imported through the dashboard, from its preview on. */
export interface FileJob {
  jobId: string;
  phase: FileJobPhase;
  /** As the person knows it. */
  name: string;
  report: FileReport | null;
  /** Why it failed; null unless it did. */
  refusal: { code: string; message: string; hint: string } | null;
  /** When this phase began, in Unix seconds. */
  since: number;
}
