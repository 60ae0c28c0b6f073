"use client";
import { edgeKey } from "@/lib/core/graph.ts";
import { useHomeIfRead } from "../shell/live-home.tsx";

/** The edges along which something is being asked just now. */
export function useLiveEdges(): ReadonlySet<string> {
  const live = useHomeIfRead()?.home.live ?? [];
  return new Set(
    live
      .filter(({ message: { status, run } }) => status === "processing" && run !== null && run.state !== "queued")
      .map(({ message: { module, run } }) => edgeKey({ from: run?.asker ?? null, to: module })),
  );
}
