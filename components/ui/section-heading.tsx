import type { ReactNode } from "react";

export function SectionHeading({ id, count, children }: { id?: string; count?: number; children: ReactNode }) {
  return (
    <h2 id={id} className="flex items-baseline gap-2 font-semibold text-ink text-small">
      {children}
      {count === undefined ? null : <span className="font-normal text-ink-faint tabular-nums">{count}</span>}
    </h2>
  );
}
