import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { visibleText } from "@/lib/core/visible-text.ts";

export interface Crumb {
  words: string;
  href: string;
}

export interface BreadcrumbsProps {
  /** The pages above this one, the widest first. */
  above: readonly Crumb[];
  /** This page; left out where its heading follows at once. */
  here?: string;
}

/** Where a page stands below others, and the ways up. */
export function Breadcrumbs({ above, here }: BreadcrumbsProps) {
  return (
    <nav aria-label="Breadcrumbs" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1 text-small">
        {above.map(({ words, href }) => (
          <li key={href} className="flex shrink-0 items-center gap-1">
            <Link href={href} className="inline-flex h-6 items-center rounded-sm text-ink-muted hover:text-ink">
              {visibleText(words)}
            </Link>
            <ChevronRight aria-hidden className="size-3.5 text-ink-faint" />
          </li>
        ))}
        {here === undefined ? null : (
          <li aria-current="page" title={visibleText(here)} className="min-w-0 truncate text-ink-faint">
            {visibleText(here)}
          </li>
        )}
      </ol>
    </nav>
  );
}
