import clsx from "clsx";
import Link from "next/link";
import type { SearchResult } from "@/lib/core/search-result.ts";
import { type SearchAddress, searchHref } from "./search-href.ts";

const SORTS = [
  { sort: "relevance", words: "Best first" },
  { sort: "newest", words: "Newest first" },
] as const;

/** How many messages match, read out when it changes; and in which order they stand. */
export function SearchCount({ result, address }: { result: SearchResult; address: SearchAddress }) {
  const { total, totalIsCapped, hits } = result;
  const count = totalIsCapped ? `More than ${total.toLocaleString("en")}` : total.toLocaleString("en");
  const words = `${count} ${total === 1 ? "message matches" : "messages match"}`;
  const shown = hits.length < total ? `; ${hits.length} are shown` : "";
  return (
    <div className={clsx("flex flex-wrap items-center justify-between gap-x-4 gap-y-1", total === 0 && "sr-only")}>
      <p role="status" className="text-ink-muted text-small tabular-nums">
        {words}
        {shown}.
      </p>
      <ul aria-label="Order" className="-mr-2 flex gap-1">
        {SORTS.map(({ sort, words: name }) => (
          <li key={sort}>
            <Link
              href={searchHref({ ...address, sort })}
              replace
              prefetch={false}
              scroll={false}
              aria-current={address.sort === sort ? "true" : undefined}
              className={clsx(
                "block rounded-md px-2 py-0.5 text-small",
                address.sort === sort
                  ? "bg-hover font-medium text-ink"
                  : "text-ink-muted hover:bg-hover hover:text-ink",
              )}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
