"use client";
import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useId, useState } from "react";

/** Beside the hits the filters always stand open; above them, where the page is narrow, they take room only when asked. */
export function FiltersFold({ set, children }: { set: number; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="-ml-1 inline-flex h-8 items-center gap-1 rounded-md px-1 text-ink-muted text-small hover:text-ink lg:hidden"
      >
        <ChevronRight aria-hidden className={clsx("size-4 transition-transform", open && "rotate-90")} />
        Filters
        {set > 0 ? <span className="rounded bg-accent-wash px-1.5 text-accent tabular-nums">{set} set</span> : null}
      </button>
      <div id={id} className={clsx(!open && "max-lg:hidden", "max-lg:pt-2")}>
        {children}
      </div>
    </>
  );
}
