import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { askAgainAction, askModuleAction, editQueryAction, stopQueryAction } from "@/app/actions.ts";
import { passOnAnswerAction } from "@/app/message-actions.ts";
import { readNonce } from "@/app/nonce.ts";
import { readOrRefusal } from "@/app/refusal.ts";
import {
  archiveThreadsAction,
  deleteThreadsAction,
  pinThreadsAction,
  renameThreadAction,
  tagThreadsAction,
  untagThreadsAction,
} from "@/app/thread-actions.ts";
import { readParts } from "@/components/markdown/read-parts.ts";
import { OPENING_SCRIPT } from "@/components/messages/opening-script.ts";
import { openingTexts } from "@/components/messages/opening-texts.ts";
import { ThreadScreen } from "@/components/messages/thread-screen.tsx";
import { threadTitle } from "@/components/threads/thread-title.ts";
import { RefusalNotice } from "@/components/ui/refusal-notice.tsx";
import { isSwitchboardError } from "@/lib/core/failure.ts";
import { readFirstWindow } from "@/lib/queries/read-thread.ts";

interface ThreadPageProps {
  params: Promise<{ threadId: string }>;
  searchParams: Promise<{ at?: string | string[]; q?: string | string[]; mark?: string | string[] }>;
}

const actions = {
  askModule: askModuleAction,
  askAgain: askAgainAction,
  passOnAnswer: passOnAnswerAction,
  stopQuery: stopQueryAction,
  editQuery: editQueryAction,
  renameThread: renameThreadAction,
  archiveThreads: archiveThreadsAction,
  pinThreads: pinThreadsAction,
  tagThreads: tagThreadsAction,
  untagThreads: untagThreadsAction,
  deleteThreads: deleteThreadsAction,
};

/**
 * The same read for the title and the page: the part of the thread around the message that the address asks for, else
 * its end. The id comes as it stands in the address; other programs choose their own.
 */
const readOnce = cache((encodedId: string, at: string | null) => readOrRefusal(readPart(decoded(encodedId), at)));

async function readPart(threadId: string, at: string | null) {
  if (at === null) return readFirstWindow(threadId, { at: "end" });
  try {
    return await readFirstWindow(threadId, { at: "around", messageId: at });
  } catch (error) {
    if (!isSwitchboardError(error) || error.code !== "message-unknown") throw error;
    // The page says that the message isn't there, above the part that is.
    return readFirstWindow(threadId, { at: "end" });
  }
}

const joined = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(" ") : value);

function decoded(encodedId: string): string {
  try {
    return decodeURIComponent(encodedId);
  } catch {
    return encodedId;
  }
}

export async function generateMetadata({ params, searchParams }: ThreadPageProps): Promise<Metadata> {
  const [{ threadId }, { at }] = await Promise.all([params, searchParams]);
  const read = await readOnce(threadId, joined(at) ?? null);
  if (read.status === "refused" || !read.value) return { title: "Thread" };
  const { thread, about } = read.value;
  return { title: threadTitle({ title: thread.title, lastQuestion: about.firstQuestion?.slice(0, 100) ?? null }) };
}

export default async function ThreadPage({ params, searchParams }: ThreadPageProps) {
  const [{ threadId }, { at, q, mark }] = await Promise.all([params, searchParams]);
  const named = joined(at) ?? null;
  const read = await readOnce(threadId, named);
  if (read.status === "refused") return <RefusalNotice refusal={read} />;
  if (!read.value) notFound();
  const opensAtEnd = read.value.before > 0 && read.value.after === 0;
  return (
    <>
      <ThreadScreen
        key={threadId}
        {...{ initial: read.value, named, query: joined(q ?? mark) ?? "", actions }}
        parts={readParts(openingTexts(read.value, named))}
      />
      <script data-opens={opensAtEnd ? "end" : "start"} nonce={await readNonce()} suppressHydrationWarning>
        {OPENING_SCRIPT}
      </script>
    </>
  );
}
