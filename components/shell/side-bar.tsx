import Link from "next/link";
import { NavLinks } from "./nav-links.tsx";
import { PaletteButton } from "./palette-button.tsx";
import { ProductMark } from "./product-mark.tsx";
import { SideBarButton } from "./side-bar-button.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";

/** Beside every page on wide screens: the ways to go, and what goes on. Narrow, it shows only icons. */
export function SideBar() {
  return (
    <header className="sticky top-0 z-30 hidden h-dvh flex-col gap-3 overflow-y-auto overflow-x-hidden border-line border-r bg-canvas p-2 pt-3 lg:flex">
      <Link
        href="/"
        aria-label="Switchboard"
        className="flex h-8 items-center gap-2.5 rounded-md px-2 font-semibold text-body focus-visible:-outline-offset-2"
      >
        <ProductMark className="size-5 shrink-0 text-accent" />
        <span className="hidden wide-side:inline">Switchboard</span>
      </Link>
      <PaletteButton look="side" />
      <NavLinks look="side" />
      <div className="mt-auto flex items-center justify-between gap-2">
        <div className="hidden wide-side:block">
          <ThemeSwitch />
        </div>
        <SideBarButton />
      </div>
    </header>
  );
}
