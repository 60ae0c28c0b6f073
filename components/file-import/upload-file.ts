import type { FileJob } from "@/lib/core/file-job.ts";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Refusal } from "../ui/outcome.ts";
import type { FileOutcome } from "./file-actions.ts";

/** Sends a file of the person's to the dashboard, as it is: it may be larger than any form takes. */
export function uploadFile(file: File): Promise<FileOutcome> {
  return orUnreached(send(file));
}

async function send(file: File): Promise<FileOutcome> {
  const response = await fetch(`/api/import/file?name=${encodeURIComponent(file.name)}`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: file,
  });
  const answer: unknown = await response.json();
  if (response.ok) return { status: "done", job: answer as FileJob };
  const { code, message, hint } = answer as Omit<Refusal, "status" | "field">;
  return { status: "refused", code, message, hint, field: "file" };
}
