"use client";
import clsx from "clsx";
import { ChartColumn, House, MessagesSquare, Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";

const linkClass =
  "inline-flex h-7 min-w-7 items-center justify-center rounded-md px-1.5 text-small sm:px-2 transition-colors hover:bg-hover hover:text-ink";

export function NavLinks() {
  const pathname = usePathname();
  const link = (href: string) => ({
    href,
    "aria-current": pathname === href ? ("page" as const) : undefined,
    className: clsx(linkClass, pathname === href ? "font-medium text-ink" : "text-ink-muted"),
  });
  return (
    <nav aria-label="Main" className="flex items-center gap-0.5">
      <Link {...link("/")}>
        <House aria-hidden className="size-4 sm:hidden" />
        <span className="max-sm:sr-only">Home</span>
      </Link>
      <Link {...link("/threads")}>
        <MessagesSquare aria-hidden className="size-4 sm:hidden" />
        <span className="max-sm:sr-only">Threads</span>
      </Link>
      <Link {...link("/search")}>
        <Search aria-hidden className="size-4 sm:hidden" />
        <span className="max-sm:sr-only">Search</span>
      </Link>
      <Link {...link("/insights")}>
        <ChartColumn aria-hidden className="size-4 sm:hidden" />
        <span className="max-sm:sr-only">Insights</span>
      </Link>
    </nav>
  );
}
