/**
 * The look of an input, a textarea and a select. On phones the text has 16 px, because below that iOS zooms the page
 * when the input gets the focus.
 */
export const inputClass =
  "block w-full min-w-0 rounded-md border border-line-field bg-surface px-2.5 text-base text-ink sm:text-body " +
  "focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 " +
  "aria-invalid:border-danger aria-invalid:outline-danger disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-faint";
