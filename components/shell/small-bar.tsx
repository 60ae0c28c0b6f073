import Link from "next/link";
import { LiveIndicator } from "./live-indicator.tsx";
import { MenuButton } from "./menu-button.tsx";
import { PaletteButton } from "./palette-button.tsx";
import { ProductMark } from "./product-mark.tsx";

/** Above every page on small screens, where there is no room for the side bar: its entries are in a drawer. */
export function SmallBar() {
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-canvas lg:hidden">
      <div className="page-width flex h-12 items-center gap-1">
        <MenuButton />
        <Link href="/" className="inline-flex h-9 items-center gap-2 rounded-md px-1.5 font-semibold text-body">
          <ProductMark className="size-4.5 text-accent" />
          Switchboard
        </Link>
        <div className="ml-auto flex items-center gap-1">
          <LiveIndicator />
          <PaletteButton look="bar" />
        </div>
      </div>
    </header>
  );
}
