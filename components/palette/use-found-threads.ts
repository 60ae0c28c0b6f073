"use client";
import { useEffect, useState } from "react";
import type { ThreadPage, ThreadSummary } from "@/lib/core/message.ts";
import { fetchView } from "../live/fetch-view.ts";

const TYPING_MS = 120;
const MOST_FOUND = 6;

export interface FoundThreads {
  threads: readonly ThreadSummary[];
  /** Whether the server was not reached. */
  unreached: boolean;
}

const NONE: FoundThreads = { threads: [], unreached: false };

/** Threads by words of their titles, as one types. What was found for the words before stands until the next is there. */
export function useFoundThreads(typed: string): FoundThreads {
  const [found, setFound] = useState(NONE);
  const title = typed.trim();
  useEffect(() => {
    if (title === "") return setFound(NONE);
    let over = false;
    const timer = setTimeout(async () => {
      const params = new URLSearchParams({ title, count: String(MOST_FOUND) });
      const read = await fetchView<ThreadPage>(`/api/threads?${params}`).catch(() => null);
      if (!over)
        setFound(
          read ? { threads: read.threads.slice(0, MOST_FOUND), unreached: false } : { ...NONE, unreached: true },
        );
    }, TYPING_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [title]);
  return found;
}
