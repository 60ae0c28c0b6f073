"use client";
import { createContext, type ReactNode, use } from "react";
import type { HomeView } from "@/lib/core/message.ts";
import { useLiveHome } from "../live/use-live-home.ts";

type LiveHome = ReturnType<typeof useLiveHome>;

const LiveHomeContext = createContext<LiveHome | null>(null);

/** Follows the home view once for the whole product, so that the top bar and the home page share one connection. */
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
