import type { ReactNode } from "react";

export interface SearchLayoutProps {
  box: ReactNode;
  count?: ReactNode;
  filters?: ReactNode;
  children: ReactNode;
}

/** The box, what was found, and beside it what narrows the search. */
export function SearchLayout({ box, count, filters, children }: SearchLayoutProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-4 lg:grid-cols-[minmax(0,1fr)_14rem]">
      <h1 className="sr-only">Search</h1>
      <div className="lg:col-start-1">{box}</div>
      <div className="min-w-0 lg:col-start-2 lg:row-span-3 lg:row-start-1 lg:pt-2.5">{filters}</div>
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-2 lg:col-start-1">
        {count}
        {children}
      </div>
    </div>
  );
}
