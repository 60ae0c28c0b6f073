import type { ReactNode } from "react";
import { visibleText } from "@/lib/core/visible-text.ts";

/** What stands where nothing is yet: what is missing, and what to do. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="grid max-w-prose gap-1.5 py-4">
      <p className="font-medium text-body text-ink">{visibleText(title)}</p>
      {children ? <div className="grid gap-3 text-body text-ink-muted">{children}</div> : null}
    </div>
  );
}
