import clsx from "clsx";
import Link from "next/link";
import type { Hit } from "@/lib/core/search-result.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { RelativeTime } from "../ui/relative-time.tsx";
import { rowClass, rowLinkClass } from "../ui/row-class.ts";
import { StatusBadge } from "../ui/status-badge.tsx";
import { hitHref } from "./search-href.ts";
import { SnippetText } from "./snippet-text.tsx";
import { typeWord } from "./type-word.ts";

const PLACES = { content: null, tools: "in what a tool was given or gave", thinking: "in its thinking" };

/** A message that matches: where it stands, and the words around the match. */
export function HitRow({ hit, query }: { hit: Hit; query: string }) {
  const place = PLACES[hit.where];
  return (
    <li className={clsx(rowClass, "grid grid-cols-[minmax(0,1fr)] gap-1 py-(--row-y)")}>
      <div className="flex items-baseline gap-4">
        <h3 className="min-w-0 flex-1 truncate font-medium text-body">
          <Link href={hitHref(hit, query)} prefetch={false} data-hit className={rowLinkClass}>
            {visibleText(hit.threadTitle?.trim() || "Untitled thread")}
          </Link>
        </h3>
        <RelativeTime at={hit.timestamp} className="shrink-0 text-fine text-ink-faint tabular-nums" />
      </div>
      <p
        className={clsx(
          "line-clamp-3 max-w-[85ch] text-ink-muted text-small [overflow-wrap:anywhere]",
          hit.where === "tools" && "font-mono text-fine",
          hit.where === "thinking" && "italic",
        )}
      >
        <SnippetText snippet={hit.snippet} />
      </p>
      <p className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-fine text-ink-faint">
        <span>
          {typeWord(hit.type)} <span className="text-ink-faint">{hit.type === "response" ? "of" : "to"}</span>{" "}
          <span className="font-medium text-ink-muted">{visibleText(hit.module)}</span>
          {place ? `, ${place}` : null}
        </span>
        {hit.status === "complete" ? null : <StatusBadge status={hit.status} />}
      </p>
    </li>
  );
}
