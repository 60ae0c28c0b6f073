import { PROBLEMS_SHOWN, type ProblemPage } from "@/lib/core/import-view.ts";

/** Which page this is, from 1, and of how many. */
export function pagesOf({ from, total }: ProblemPage): { page: number; pages: number } {
  return { page: Math.floor(from / PROBLEMS_SHOWN) + 1, pages: Math.max(1, Math.ceil(total / PROBLEMS_SHOWN)) };
}

/** The address of a page of the report. @param kind null: problems of every kind */
export function importHref(kind: string | null, page: number): string {
  const params = new URLSearchParams({ ...(kind && { kind }), ...(page > 1 && { page: String(page) }) });
  return params.size === 0 ? "/import" : `/import?${params}`;
}
