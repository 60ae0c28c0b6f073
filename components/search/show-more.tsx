import Link from "next/link";
import { buttonClass } from "../ui/button-class.ts";
import { FIRST_HITS, type SearchAddress, searchHref } from "./search-href.ts";

export interface ShowMoreProps {
  address: SearchAddress;
  /** How many hits the page shows. */
  shown: number;
  /** Where the next page begins; null when there is none. */
  next: string | null;
  /** Whether the page begins with the first hit. */
  isFirst: boolean;
}

/** The way to the hits that are not shown yet: first more on this page, then pages. */
export function ShowMore({ address, shown, next, isFirst }: ShowMoreProps) {
  if (next === null && isFirst) return null;
  const grows = isFirst && shown <= FIRST_HITS;
  return (
    <p className="flex gap-2 py-3">
      {isFirst ? null : (
        <Link href={searchHref(address)} prefetch={false} className={buttonClass()}>
          First page
        </Link>
      )}
      {next === null ? null : (
        <Link
          href={searchHref(address, grows ? { more: true } : { from: next })}
          prefetch={false}
          replace={grows}
          scroll={!grows}
          className={buttonClass()}
        >
          {grows ? "Show more" : "Next page"}
        </Link>
      )}
    </p>
  );
}
