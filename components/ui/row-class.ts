/**
 * The look of a row that is a link: a hairline below as wide as the text, and under the pointer a ground that reaches a
 * little further on both sides.
 */
export const rowClass =
  "relative isolate border-line border-b before:absolute before:-inset-x-3 before:inset-y-0 before:-z-10 before:rounded-md hover:before:bg-hover";

/** The link of such a row: the whole row can be pressed, and the whole row shows the focus. */
export const rowLinkClass =
  "outline-none after:absolute after:-inset-x-3 after:inset-y-0 after:rounded-md focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2";

/** The look of a list of such rows. */
export const rowsClass = "border-line border-t";
