import { MessagesSquare } from "lucide-react";
import Link from "next/link";
import type { ThreadHit } from "@/lib/core/search-result.ts";
import { RelativeTime } from "../ui/relative-time.tsx";
import { SnippetText } from "./snippet-text.tsx";

/** Threads that are called so; above the messages that say so. */
export function TitleHits({ threads }: { threads: ThreadHit[] }) {
  if (threads.length === 0) return null;
  return (
    <ul aria-label="Threads by their title" className="grid grid-cols-[minmax(0,1fr)] gap-px">
      {threads.map((thread) => (
        <li key={thread.threadId} className="flex min-w-0 items-baseline gap-2 text-small">
          <MessagesSquare aria-hidden className="size-3.5 shrink-0 self-center text-ink-faint" />
          <Link
            href={`/threads/${encodeURIComponent(thread.threadId)}`}
            prefetch={false}
            data-hit
            className="min-w-0 truncate rounded-sm font-medium text-ink hover:underline"
          >
            <SnippetText snippet={thread.title} />
          </Link>
          <RelativeTime at={thread.lastActivityAt} className="ml-auto shrink-0 text-fine text-ink-faint tabular-nums" />
        </li>
      ))}
    </ul>
  );
}
