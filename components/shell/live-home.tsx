"use client";
import { createContext, type ReactNode, use } from "react";
import type { HomeView } from "@/lib/core/message.ts";
import { inLine } from "../live/in-line.ts";
import { useLiveHome } from "../live/use-live-home.ts";

export type LiveHome = ReturnType<typeof useLiveHome>;

const LiveHomeContext = createContext<LiveHome | null>(null);

/** Follows the home view once for the whole product, so that the side bar and the home page share one connection. */
export function LiveHomeProvider({ initial, children }: { initial: HomeView; children: ReactNode }) {
  const live = useLiveHome(initial);
  return <LiveHomeContext value={live}>{children}</LiveHomeContext>;
}

/** The home view as it is now. */
export function useSharedHome(): LiveHome {
  const live = use(LiveHomeContext);
  if (!live) throw new Error("useSharedHome needs a LiveHomeProvider above it.");
  return live;
}

/** The home view as it is now; null where it was refused, which the page says. */
export function useHomeIfRead(): LiveHome | null {
  return use(LiveHomeContext);
}

/** How many answers are being written, and how many questions wait. */
export function useLiveCounts(): { live: number; waiting: number } {
  const read = use(LiveHomeContext);
  if (!read) return { live: 0, waiting: 0 };
  const { written, queued } = inLine(read.home.live);
  // A tab that isn't shown reads its lists later: what ended stands in them until then.
  const live = written.filter(({ message }) => message.status === "processing").length;
  return { live, waiting: queued.length + read.home.moreQueued };
}
