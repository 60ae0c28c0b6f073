import type { ReactNode } from "react";

export function SectionHeading({ id, count, children }: { id?: string; count?: number | string; children: ReactNode }) {
  return (
    <h2 id={id} className="flex items-baseline gap-2 font-semibold text-body text-ink">
      {children}
      {count === undefined ? null : <span className="font-normal text-ink-faint text-small tabular-nums">{count}</span>}
    </h2>
  );
}
