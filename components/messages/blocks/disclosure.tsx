import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

export interface DisclosureProps {
  summary: ReactNode;
  className?: string;
  /** Whether it is unfolded at first. */
  open?: boolean;
  children: ReactNode;
}

/** Something folded, with one line that says what is in it. It works without scripts, and a search in the page opens it. */
export function Disclosure({ summary, className, open, children }: DisclosureProps) {
  return (
    <details open={open} className={clsx("group/fold min-w-0", className)}>
      <summary className="flex min-h-8 list-none items-center gap-2 rounded-sm py-1 text-small hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-3.5 shrink-0 text-ink-faint transition-transform group-open/fold:rotate-90 motion-reduce:transition-none"
        />
        {summary}
      </summary>
      {children}
    </details>
  );
}
