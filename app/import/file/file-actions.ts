"use server";
import { z } from "zod";
import { requireGate } from "@/app/gate.ts";
import { toRefusal } from "@/app/refusal.ts";
import type { FileOutcome } from "@/components/file-import/file-actions.ts";
import type { FileJob } from "@/lib/core/file-job.ts";
import { beginImport, beginPreview, cancelJob, findJob } from "@/lib/history/file-jobs.ts";
import { getEngine } from "@/lib/queries/engine.ts";

const pathSchema = z.string().trim().min(1, "Name a file.").max(4_096, "No path is that long.");
const jobSchema = z.uuid();

export async function previewFileAction(file: string): Promise<FileOutcome> {
  await requireGate();
  return outcome(pathSchema, file, async (path) => beginPreview(await getEngine(), path));
}

export async function importFileAction(jobId: string, asCopies: boolean): Promise<FileOutcome> {
  await requireGate();
  return outcome(jobSchema, jobId, async (id) => beginImport(id, asCopies === true));
}

export async function cancelFileAction(jobId: string): Promise<FileOutcome> {
  await requireGate();
  return outcome(jobSchema, jobId, async (id) => {
    cancelJob(id);
    return findJob(id);
  });
}

async function outcome<Input>(
  schema: z.ZodType<Input>,
  given: unknown,
  work: (input: Input) => Promise<FileJob>,
): Promise<FileOutcome> {
  const input = schema.safeParse(given);
  if (!input.success) {
    const message = input.error.issues[0]?.message ?? "This can't be read.";
    return { status: "refused", code: "input-invalid", message, hint: "Correct this and try again.", field: "file" };
  }
  try {
    return { status: "done", job: await work(input.data) };
  } catch (error) {
    return toRefusal(error);
  }
}
