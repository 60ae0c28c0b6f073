import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { askAgainAction, askModuleAction, editQueryAction, stopQueryAction } from "@/app/actions.ts";
import { readOrRefusal } from "@/app/refusal.ts";
import {
  archiveThreadsAction,
  deleteThreadsAction,
  pinThreadsAction,
  renameThreadAction,
  tagThreadsAction,
  untagThreadsAction,
} from "@/app/thread-actions.ts";
import { ThreadScreen } from "@/components/messages/thread-screen.tsx";
import { threadTitle } from "@/components/threads/thread-title.ts";
import { RefusalNotice } from "@/components/ui/refusal-notice.tsx";
import { readThread } from "@/lib/queries/reads.ts";

interface ThreadPageProps {
  params: Promise<{ threadId: string }>;
  searchParams: Promise<{ mark?: string | string[] }>;
}

const actions = {
  askModule: askModuleAction,
  askAgain: askAgainAction,
  stopQuery: stopQueryAction,
  editQuery: editQueryAction,
  renameThread: renameThreadAction,
  archiveThreads: archiveThreadsAction,
  pinThreads: pinThreadsAction,
  tagThreads: tagThreadsAction,
  untagThreads: untagThreadsAction,
  deleteThreads: deleteThreadsAction,
};

/** The same read for the title and the page. The id comes as it stands in the address; other programs choose their own. */
const readOnce = cache((encodedId: string) => readOrRefusal(readThread(decoded(encodedId))));

function decoded(encodedId: string): string {
  try {
    return decodeURIComponent(encodedId);
  } catch {
    return encodedId;
  }
}

export async function generateMetadata({ params }: ThreadPageProps): Promise<Metadata> {
  const { threadId } = await params;
  const read = await readOnce(threadId);
  if (read.status === "refused" || !read.value) return { title: "Thread" };
  const { thread, messages } = read.value;
  const question = messages.find((message) => message.type === "question")?.content.slice(0, 100) ?? null;
  return { title: threadTitle({ title: thread.title, lastQuestion: question }) };
}

export default async function ThreadPage({ params, searchParams }: ThreadPageProps) {
  const [{ threadId }, { mark = "" }] = await Promise.all([params, searchParams]);
  const read = await readOnce(threadId);
  if (read.status === "refused") return <RefusalNotice refusal={read} />;
  if (!read.value) notFound();
  return (
    <ThreadScreen
      key={threadId}
      initial={read.value}
      mark={Array.isArray(mark) ? mark.join(" ") : mark}
      actions={actions}
    />
  );
}
