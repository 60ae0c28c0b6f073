import clsx from "clsx";
import Link from "next/link";
import { visibleText } from "@/lib/core/visible-text.ts";

export interface FilterChoiceProps {
  href: string;
  chosen: boolean;
  words: string;
  /** What a hint says on hover; default: the words. */
  title?: string;
  /** How many have it; null: it isn't told. */
  count?: number | string | null;
}

/** A way to narrow a list, as a plain link: each list has an address of its own. Belongs in a list. */
export function FilterChoice({ href, chosen, words, title = words, count = null }: FilterChoiceProps) {
  return (
    <li className="min-w-0 max-lg:shrink-0">
      <Link
        href={href}
        replace
        prefetch={false}
        scroll={false}
        aria-current={chosen ? "true" : undefined}
        title={visibleText(title)}
        className={clsx(
          "flex max-w-56 items-baseline gap-2 focus-visible:-outline-offset-2 rounded-md px-2 py-1 text-small lg:max-w-full",
          chosen ? "bg-hover font-medium text-ink" : "text-ink-muted hover:bg-hover hover:text-ink",
        )}
      >
        <span className="min-w-0 flex-1 truncate">{visibleText(words)}</span>
        {count === null ? null : (
          <span className="shrink-0 font-normal text-fine text-ink-faint tabular-nums">
            {count.toLocaleString("en")}
          </span>
        )}
      </Link>
    </li>
  );
}
