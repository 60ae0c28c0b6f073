"use server";
import { z } from "zod";
import { requireGate } from "@/app/gate.ts";
import type { Outcome } from "@/components/ui/outcome.ts";
import {
  archiveThreads,
  deleteThreads,
  pinThreads,
  renameThread,
  tagThreads,
  untagThreads,
} from "@/lib/queries/thread-changes.ts";
import { changed, idSchema } from "./changed.ts";

const titleSchema = z.string().trim().min(1, "Write a title.").max(200, "A title has at most 200 characters.");
/** As many as one transaction changes at once. */
const idsSchema = z.array(idSchema).min(1, "Choose a thread.").max(500, "Choose at most 500 threads at once.");
const tagSchema = z.string().max(1000);

export async function renameThreadAction(threadId: string, title: string): Promise<Outcome> {
  await requireGate();
  const input = z.object({ threadId: idSchema, title: titleSchema });
  return changed(input, { threadId, title }, (checked) => renameThread(checked.threadId, checked.title));
}

export async function archiveThreadsAction(threadIds: string[], archived: boolean): Promise<Outcome> {
  await requireGate();
  const input = z.object({ threadIds: idsSchema, archived: z.boolean() });
  return changed(input, { threadIds, archived }, (checked) => archiveThreads(checked.threadIds, checked.archived));
}

export async function pinThreadsAction(threadIds: string[], pinned: boolean): Promise<Outcome> {
  await requireGate();
  const input = z.object({ threadIds: idsSchema, pinned: z.boolean() });
  return changed(input, { threadIds, pinned }, (checked) => pinThreads(checked.threadIds, checked.pinned));
}

export async function tagThreadsAction(threadIds: string[], tag: string): Promise<Outcome> {
  await requireGate();
  const input = z.object({ threadIds: idsSchema, tag: tagSchema });
  return changed(input, { threadIds, tag }, (checked) => tagThreads(checked.threadIds, checked.tag));
}

export async function untagThreadsAction(threadIds: string[], tag: string): Promise<Outcome> {
  await requireGate();
  const input = z.object({ threadIds: idsSchema, tag: tagSchema });
  return changed(input, { threadIds, tag }, (checked) => untagThreads(checked.threadIds, checked.tag));
}

export async function deleteThreadsAction(threadIds: string[]): Promise<Outcome> {
  await requireGate();
  return changed(idsSchema, threadIds, (checked) => deleteThreads(checked));
}
