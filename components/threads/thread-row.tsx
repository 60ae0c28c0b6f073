import clsx from "clsx";
import { Clock, X } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import type { ThreadSummary } from "@/lib/core/message.ts";
import { LiveDot } from "../ui/live-dot.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { rowClass, rowLinkClass } from "../ui/row-class.ts";
import { threadTitle } from "./thread-title.ts";

const counted = (count: number) => `${count} ${count === 1 ? "message" : "messages"}`;

/** A line of the thread list (not prefetched: a list would read as many threads): what it is about, between whom, how much, how long ago, and how it stands. */
export const ThreadRow = memo(function ThreadRow({ thread }: { thread: ThreadSummary }) {
  const title = threadTitle(thread);
  const asked = thread.lastQuestion?.trim();
  return (
    <li className={clsx(rowClass, "grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-6 gap-y-0.5 py-2.5")}>
      <h3 className="truncate font-medium text-body">
        <Link href={`/threads/${encodeURIComponent(thread.threadId)}`} prefetch={false} className={rowLinkClass}>
          {title}
        </Link>
      </h3>
      <RelativeTime at={thread.lastActivityAt} className="text-right text-fine text-ink-faint tabular-nums" />
      <p className="truncate text-ink-muted text-small">
        {thread.modules.length > 0 ? thread.modules.join(", ") : "No module"}
        {asked && asked !== title ? <span className="text-ink-faint"> · {asked}</span> : null}
      </p>
      <p className="flex items-baseline justify-end gap-3 text-fine text-ink-faint tabular-nums">
        <ThreadMark thread={thread} />
        <span className="max-sm:hidden">{counted(thread.messageCount)}</span>
      </p>
    </li>
  );
});

function ThreadMark({ thread }: { thread: ThreadSummary }) {
  const live = thread.processingCount - thread.queuedCount;
  if (live > 0) {
    return (
      <span className="inline-flex items-baseline gap-1.5 font-medium text-live">
        <LiveDot className="self-center" />
        {live > 1 ? `${live} live` : "Live"}
      </span>
    );
  }
  if (thread.queuedCount > 0) {
    return (
      <span className="inline-flex items-baseline gap-1 font-medium text-ink-muted">
        <Clock aria-hidden className="size-3.5 self-center" />
        {thread.queuedCount > 1 ? `${thread.queuedCount} queued` : "Queued"}
      </span>
    );
  }
  if (thread.failedCount > 0) {
    return (
      <span className="inline-flex items-baseline gap-1 font-medium text-danger">
        <X aria-hidden className="size-3.5 self-center" />
        {thread.failedCount} failed
      </span>
    );
  }
  return null;
}
