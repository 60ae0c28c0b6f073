import Link from "next/link";
import { buttonClass } from "../ui/button-class.ts";
import { MOST_HITS, type SearchAddress, searchHref } from "./search-href.ts";

/** The way to the hits that are not shown yet; beyond the most that are shown, only narrowing helps. */
export function ShowMore({ address, shown, total }: { address: SearchAddress; shown: number; total: number }) {
  if (shown === 0 || shown >= total) return null;
  if (shown >= MOST_HITS) {
    return <p className="py-3 text-ink-muted text-small">Narrow the search to see the others.</p>;
  }
  return (
    <p className="py-3">
      <Link
        href={searchHref(address, { more: true })}
        prefetch={false}
        replace
        scroll={false}
        className={buttonClass()}
      >
        Show more
      </Link>
    </p>
  );
}
