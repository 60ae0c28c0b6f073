import clsx from "clsx";
import Link from "next/link";

export interface RangeLinksProps<Range extends string> {
  ranges: readonly (readonly [range: Range, words: string])[];
  chosen: string;
  hrefOf: (range: Range) => string;
}

/** Some usual stretches of time side by side, one of which is looked at. It stands in the address. */
export function RangeLinks<Range extends string>({ ranges, chosen, hrefOf }: RangeLinksProps<Range>) {
  return (
    <nav aria-label="Time" className="flex rounded-md border border-line p-px">
      {ranges.map(([range, words]) => (
        <Link
          key={range}
          href={hrefOf(range)}
          prefetch={false}
          scroll={false}
          aria-current={chosen === range ? "true" : undefined}
          className={clsx(
            "inline-flex h-7 items-center rounded-[5px] px-2.5 text-small",
            chosen === range ? "bg-hover font-medium text-ink" : "text-ink-muted hover:text-ink",
          )}
        >
          {words}
        </Link>
      ))}
    </nav>
  );
}
