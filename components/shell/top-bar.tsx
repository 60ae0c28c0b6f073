import Link from "next/link";
import type { ReactNode } from "react";
import { NavLinks } from "./nav-links.tsx";
import { ProductMark } from "./product-mark.tsx";
import { SearchJump } from "./search-jump.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";

export interface TopBarProps {
  /** Stands before the theme switch. */
  indicator?: ReactNode;
}

export function TopBar({ indicator }: TopBarProps) {
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-canvas">
      <div className="page-width flex h-12 items-center gap-2 sm:gap-5">
        <Link href="/" className="-ml-1 inline-flex h-8 items-center gap-2 rounded-md px-1 font-semibold text-body">
          <ProductMark className="size-4.5 text-accent" />
          <span className="max-sm:sr-only">Switchboard</span>
        </Link>
        <NavLinks />
        <div className="ml-auto flex items-center gap-2 sm:gap-3">
          {indicator}
          <SearchJump />
          <ThemeSwitch />
        </div>
      </div>
    </header>
  );
}
