"use client";
import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import { type ReactNode, startTransition, useContext, useState } from "react";
import type { Block } from "@/lib/core/message.ts";
import { MarkContext } from "../../markdown/mark-context.ts";
import { hasMarks } from "../../markdown/mark-words.ts";
import { FoldsContext, foldKey } from "./folds.ts";

export interface DisclosureProps {
  summary: ReactNode;
  className?: string;
  /** What it belongs to, and what else is in it: remembered by the first one. */
  of?: readonly (Block | null)[];
  /** What stands in it, cheaply drawn, while it is folded and all can be drawn: for a search in the page, or no scripts. */
  folded?: ReactNode;
  children: ReactNode;
}

/**
 * Something folded, with one line that says what is in it. It works without scripts, and a search in the page opens it;
 * only in a long thread it is empty until it is unfolded.
 */
export function Disclosure({ summary, className, of = [], folded, children }: DisclosureProps) {
  const { lazy, target, named, opened } = useContext(FoldsContext);
  const pattern = useContext(MarkContext);
  const [block] = of;
  const key = block ? foldKey(block) : null;
  const isNamed = named !== null && of.some((each) => each && foldKey(each) === named);
  const [wasNamed, setWasNamed] = useState(isNamed);
  const [open, setOpen] = useState(isNamed || (key !== null && opened.has(key)));
  if (isNamed !== wasNamed) {
    setWasNamed(isNamed);
    if (isNamed) setOpen(true);
  }
  const isFound =
    pattern !== null && block?.messageId === target && of.some((each) => each && hasMarks(each.text, pattern));
  const isDrawn = open || isFound || block === undefined;
  return (
    <details
      open={open}
      className={clsx("min-w-0", className)}
      onToggle={({ currentTarget }) => {
        const isOpen = currentTarget.open;
        // The fold is open already: what is in it is drawn when there is time, and keeps no press waiting.
        startTransition(() => setOpen(isOpen));
        if (key === null) return;
        if (isOpen) opened.add(key);
        else opened.delete(key);
      }}
    >
      <summary className="flex min-h-8 list-none items-center gap-2 rounded-sm py-1 text-small hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-3.5 shrink-0 text-ink-faint transition-transform [details[open]>summary>&]:rotate-90 motion-reduce:transition-none"
        />
        {summary}
      </summary>
      {isDrawn ? children : lazy ? null : (folded ?? children)}
    </details>
  );
}
