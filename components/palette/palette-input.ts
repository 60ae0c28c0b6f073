export const PALETTE_HINT = "A page, a thread, a module, or something to do";

/** The look of the palette's field, before and after it is loaded. */
export const paletteInputClass =
  "h-12 w-full border-line border-b bg-transparent px-4 text-base outline-none sm:text-body";
