"use client";
import { altersLists, applyToHome } from "@/lib/core/live-home.ts";
import type { HomeView } from "@/lib/core/message.ts";
import type { ConnectionState } from "./feed-connection.ts";
import { fetchView } from "./fetch-view.ts";
import { useLiveView } from "./use-live-view.ts";

/** The home page's view, kept true: answers grow as they are written, lists are read anew when they change. */
export function useLiveHome(initial: HomeView): { home: HomeView; connection: ConnectionState } {
  const { view, connection } = useLiveView(initial, {
    queryKey: ["home"],
    apply: applyToHome,
    needsFetch: altersLists,
    fetchView: () => fetchView<HomeView>("/api/home"),
  });
  return { home: view, connection };
}
