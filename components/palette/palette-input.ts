/** "search": what was typed is searched for, unless something else is chosen. */
export type PaletteMode = "all" | "search";

export const PALETTE_HINTS = {
  all: "A page, a thread, a module, or something to do",
  search: "Search all messages",
} satisfies Record<PaletteMode, string>;

/** The address of a search for what was typed. */
export function searchAllHref(typed: string): string {
  return typed.trim() === "" ? "/search" : `/search?${new URLSearchParams({ q: typed.trim() })}`;
}

/** The look of the palette's field, before and after it is loaded. */
export const paletteInputClass =
  "h-12 w-full border-line border-b bg-transparent px-4 text-base outline-none sm:text-body";
