"use client";
import { ChevronDown, ChevronUp, Search, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { inputClass } from "../ui/input-class.ts";
import { plural } from "./amounts.ts";
import type { ThreadFind } from "./use-thread-find.ts";

/** Finds words in a thread, also where the page hasn't read it yet: the browser's own search sees only what is drawn. */
export function FindBar({ find }: { find: ThreadFind }) {
  const { query, open, hits, setQuery, setOpen, step } = find;
  const field = useRef<HTMLInputElement>(null);
  const wasOpen = useRef(open);
  // Whoever opens it wants to type; one that a link has opened leaves the keys to the page.
  useEffect(() => {
    if (open && !wasOpen.current) field.current?.focus();
    wasOpen.current = open;
  }, [open]);
  if (!open) {
    return (
      <div className="flex justify-end pt-2">
        <Button size="small" variant="quiet" className="-mr-2" title="Key: f" onClick={() => setOpen(true)}>
          <Search aria-hidden className="size-3.5" />
          Find in this thread
        </Button>
      </div>
    );
  }
  const none = hits === null || hits.length === 0;
  return (
    <search
      data-sticky
      aria-label="Find in this thread"
      className="sticky top-(--bar) z-20 -mx-1 flex items-center gap-1 border-line border-b bg-canvas px-1 py-1.5"
    >
      <input
        ref={field}
        type="search"
        aria-label="Words to find in this thread"
        placeholder="Find in this thread"
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
          if (event.key === "Escape") setOpen(false);
        }}
        className={`${inputClass} h-8 min-w-0 flex-1 lg:max-w-72`}
      />
      <p role="status" className="mr-1 ml-2 whitespace-nowrap text-fine text-ink-muted tabular-nums">
        {hitWords(find)}
      </p>
      <IconButton label="Hit before (Shift and F3)" disabled={none} onClick={() => step(-1)}>
        <ChevronUp aria-hidden />
      </IconButton>
      <IconButton label="Next hit (F3)" disabled={none} onClick={() => step(1)}>
        <ChevronDown aria-hidden />
      </IconButton>
      <IconButton label="Close" onClick={() => setOpen(false)}>
        <X aria-hidden />
      </IconButton>
    </search>
  );
}

/** "3 of 17 hits", "17 hits", "No hits". */
export function hitWords({ query, hits, capped, current, unreached }: ThreadFind): string {
  if (query.trim() === "") return "";
  if (unreached) return "The server was not reached";
  if (hits === null) return "Searching";
  if (hits.length === 0) return "No hits";
  const all = capped ? `over ${plural(hits.length, "hit")}` : plural(hits.length, "hit");
  return current === null ? all : `${current + 1} of ${all}`;
}
