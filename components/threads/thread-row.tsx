import { X } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import type { ThreadSummary } from "@/lib/core/message.ts";
import { LiveDot } from "../ui/live-dot.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { threadTitle } from "./thread-title.ts";

const counted = (count: number) => `${count} ${count === 1 ? "message" : "messages"}`;

/** A line of the thread list: what it is about, between whom, how much, how long ago, and how it stands. */
export const ThreadRow = memo(function ThreadRow({ thread }: { thread: ThreadSummary }) {
  const title = threadTitle(thread);
  const asked = thread.lastQuestion?.trim();
  return (
    <li className="relative grid grid-cols-[1fr_auto] gap-x-4 gap-y-0.5 border-line border-b px-3 py-2.5 hover:bg-hover sm:grid-cols-[1fr_6.5rem_6rem]">
      <h3 className="min-w-0 truncate font-medium text-body">
        <Link href={`/threads/${encodeURIComponent(thread.threadId)}`} className="after:absolute after:inset-0">
          {title}
        </Link>
      </h3>
      <ThreadMark thread={thread} />
      <RelativeTime
        at={thread.lastActivityAt}
        className="self-baseline text-right text-fine text-ink-faint tabular-nums max-sm:col-start-2 max-sm:row-start-2"
      />
      <p className="min-w-0 truncate text-ink-muted text-small max-sm:col-start-1 max-sm:row-start-2">
        {thread.modules.length > 0 ? thread.modules.join(", ") : "No module"}
        {asked && asked !== title ? <span className="text-ink-faint"> · {asked}</span> : null}
      </p>
      <p className="col-start-3 text-right text-fine text-ink-faint tabular-nums max-sm:hidden">
        {counted(thread.messageCount)}
      </p>
    </li>
  );
});

function ThreadMark({ thread }: { thread: ThreadSummary }) {
  if (thread.processingCount > 0) {
    return (
      <span className="flex items-center justify-end gap-1.5 self-baseline font-medium text-fine text-live">
        <LiveDot />
        {thread.processingCount > 1 ? `${thread.processingCount} live` : "Live"}
      </span>
    );
  }
  if (thread.failedCount > 0) {
    return (
      <span className="flex items-center justify-end gap-1 self-baseline font-medium text-danger text-fine">
        <X aria-hidden className="size-3.5" />
        {thread.failedCount} failed
      </span>
    );
  }
  return <span />;
}
