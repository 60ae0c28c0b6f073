import type { FileJob } from "@/lib/core/file-job.ts";
import type { Refusal } from "../ui/outcome.ts";

/** What an action on a file's import answers: how it stands then, or why it was refused. */
export type FileOutcome = { status: "done"; job: FileJob } | Refusal;

export interface FileActions {
  previewFile(path: string): Promise<FileOutcome>;
  importFile(jobId: string, asCopies: boolean): Promise<FileOutcome>;
  cancelFile(jobId: string): Promise<FileOutcome>;
}
