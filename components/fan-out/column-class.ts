/** What one module answered, beside the others. */
export const columnClass = "min-w-0 rounded-md border border-line bg-surface px-3.5 pt-2 pb-3";
