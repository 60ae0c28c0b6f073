import clsx from "clsx";
import { Clock, Pin, X } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import type { ThreadSummary } from "@/lib/core/message.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { LiveDot } from "../ui/live-dot.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { rowClass, rowLinkClass } from "../ui/row-class.ts";
import { threadTitle } from "./thread-title.ts";

const counted = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "message" : "messages"}`;
/** So many tags are shown; the others are told by number. */
const SHOWN_TAGS = 3;

export interface ThreadRowProps {
  thread: ThreadSummary;
  /** Which time is told; default: the last activity. */
  time?: "activity" | "created";
  /** While threads are being chosen: whether this one is, and what is told when that changes. */
  chosen?: boolean | undefined;
  onChoose?: ((threadId: string, range: boolean) => void) | undefined;
}

/** A line of the thread list (not prefetched: a list would read as many threads): what it is about, between whom, how much, how long ago, and how it stands. */
export const ThreadRow = memo(function ThreadRow({ thread, time = "activity", chosen, onChoose }: ThreadRowProps) {
  const title = threadTitle(thread);
  const asked = visibleText(thread.lastQuestion?.trim() ?? "");
  return (
    <li className={clsx(rowClass, "flex items-start gap-3", chosen && "before:bg-accent-wash")}>
      {onChoose ? (
        <ChooseBox threadId={thread.threadId} title={title} chosen={chosen === true} onChoose={onChoose} />
      ) : null}
      <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-6 gap-y-0.5 py-(--row-y)">
        <h3 className="flex min-w-0 items-baseline gap-1.5 font-medium text-body">
          {thread.pinned ? (
            <Pin role="img" aria-label="Pinned" className="size-3.5 shrink-0 self-center text-accent" />
          ) : null}
          <Link
            href={`/threads/${encodeURIComponent(thread.threadId)}`}
            prefetch={false}
            data-thread={thread.threadId}
            className={clsx(rowLinkClass, "truncate")}
          >
            {title}
          </Link>
        </h3>
        <RelativeTime
          at={time === "created" ? thread.createdAt : thread.lastActivityAt}
          className="text-right text-fine text-ink-faint tabular-nums"
        />
        <p className="flex min-w-0 items-baseline gap-2 text-ink-muted text-small">
          <span className="min-w-0 truncate">
            {thread.modules.length > 0 ? visibleText(thread.modules.join(", ")) : "No module"}
            {asked && asked !== title ? <span className="text-ink-faint"> · {asked}</span> : null}
          </span>
          <Tags tags={thread.tags} />
        </p>
        <p className="flex items-baseline justify-end gap-3 text-fine text-ink-faint tabular-nums">
          <ThreadMark thread={thread} />
          <span className="max-sm:hidden">{counted(thread.messageCount)}</span>
        </p>
      </div>
    </li>
  );
});

/** Its label covers the whole row: while threads are being chosen, a press anywhere chooses. */
function ChooseBox({
  threadId,
  title,
  chosen,
  onChoose,
}: {
  threadId: string;
  title: string;
  chosen: boolean;
  onChoose: NonNullable<ThreadRowProps["onChoose"]>;
}) {
  return (
    <label className="z-10 flex h-11 items-center after:absolute after:-inset-x-3 after:inset-y-0">
      <input
        type="checkbox"
        aria-label={`Choose ${title}`}
        checked={chosen}
        onChange={(event) => onChoose(threadId, "shiftKey" in event.nativeEvent && event.nativeEvent.shiftKey === true)}
        className="size-4 accent-accent"
      />
    </label>
  );
}

function Tags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null;
  const more = tags.length - SHOWN_TAGS;
  return (
    <span className="flex shrink-0 items-baseline gap-1">
      {tags.slice(0, SHOWN_TAGS).map((tag) => (
        <span key={tag} className="max-w-28 truncate rounded bg-sunken px-1.5 text-fine text-ink-muted">
          {visibleText(tag)}
        </span>
      ))}
      {more > 0 ? (
        <span className="text-fine text-ink-faint" title={visibleText(tags.slice(SHOWN_TAGS).join(", "))}>
          +{more}
        </span>
      ) : null}
    </span>
  );
}

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
