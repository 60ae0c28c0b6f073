/** Which messages a figure stands for. */
export interface Slice {
  /** First day, and the day after the last: "2026-11-22". */
  from: string;
  to: string;
  module: string | null;
  status?: "failed";
}

/** The search for the questions of some days; for what failed, for the answers. */
export function sliceHref({ from, to, module, status }: Slice): string {
  const filters = [
    status ? `status:${status}` : "type:question",
    `after:${from}`,
    `before:${to}`,
    module === null ? null : /^[^\s"]+$/.test(module) ? `module:${module}` : `module:"${module.replaceAll('"', "")}"`,
  ];
  return `/search?${new URLSearchParams({ q: filters.filter((filter) => filter !== null).join(" ") })}`;
}

/** The threads of a module, or those in which something failed. */
export function threadsHref(module: string, status?: "failed"): string {
  return `/threads?${new URLSearchParams({ module, ...(status && { status }) })}`;
}
