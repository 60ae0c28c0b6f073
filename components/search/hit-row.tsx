import clsx from "clsx";
import Link from "next/link";
import type { Hit } from "@/lib/core/message.ts";
import { RelativeTime } from "../ui/relative-time.tsx";
import { rowClass, rowLinkClass } from "../ui/row-class.ts";
import { StatusBadge } from "../ui/status-badge.tsx";
import { withoutMarkdown } from "../ui/without-markdown.ts";
import { hitHref } from "./search-href.ts";

/** What a type of message is called on a page; other programs' words are shown as they are. */
function typeWord(type: string): string {
  if (type === "question") return "Question";
  return type === "response" ? "Answer" : type;
}

/** A message that matches: where it stands, and the words around the match. */
export function HitRow({ hit, query }: { hit: Hit; query: string }) {
  return (
    <li className={clsx(rowClass, "grid grid-cols-[minmax(0,1fr)] gap-1 py-3")}>
      <div className="flex items-baseline gap-4">
        <h3 className="min-w-0 flex-1 truncate font-medium text-body">
          <Link href={hitHref(hit, query)} prefetch={false} data-hit className={rowLinkClass}>
            {hit.threadTitle?.trim() || "Untitled thread"}
          </Link>
        </h3>
        <RelativeTime at={hit.timestamp} className="shrink-0 text-fine text-ink-faint tabular-nums" />
      </div>
      <p className="line-clamp-3 max-w-[85ch] text-ink-muted text-small">
        {snippetPieces(hit).map(({ key, text, marked }) =>
          marked ? <mark key={key}>{text}</mark> : <span key={key}>{text}</span>,
        )}
      </p>
      <p className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-fine text-ink-faint">
        <span>
          {typeWord(hit.type)} <span className="text-ink-faint">{hit.type === "response" ? "of" : "to"}</span>{" "}
          <span className="font-medium text-ink-muted">{hit.module}</span>
        </span>
        {hit.status === "complete" ? null : <StatusBadge status={hit.status} />}
      </p>
    </li>
  );
}

/** The pieces of a snippet with where each begins, which tells them apart. */
function snippetPieces(hit: Hit): { key: number; text: string; marked: boolean }[] {
  let begin = 0;
  return hit.snippet.map((piece) => {
    const key = begin;
    begin += piece.text.length;
    return { key, text: withoutMarkdown(piece.text), marked: piece.marked };
  });
}
