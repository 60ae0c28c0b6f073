import clsx from "clsx";
import type { ReactNode } from "react";
import { Skeleton } from "./skeleton.tsx";

export interface LoadingProps {
  /** What is on its way. */
  label: string;
  children: ReactNode;
}

/** Stands where a page will be. Most pages are there before it can be seen: it holds their place, then shows itself. */
export function Loading({ label, children }: LoadingProps) {
  return (
    <div role="status" aria-label={label} className="animate-late">
      {children}
    </div>
  );
}

/** Holds the place of a list of rows of two lines. */
export function RowsSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div className="border-line border-t">
      {Array.from({ length: rows }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have nothing else.
        <div key={at} className="grid gap-2 border-line border-b py-(--row-y)">
          <Skeleton className="my-1 h-3.5 w-2/5" />
          <Skeleton className="my-0.5 h-3 w-3/5" />
        </div>
      ))}
    </div>
  );
}

/** Holds the place of some lines of text. */
export function LinesSkeleton({ widths }: { widths: readonly string[] }) {
  return widths.map((width, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines without content have nothing else.
    <Skeleton key={at} className={clsx("my-1 h-3.5", width)} />
  ));
}
