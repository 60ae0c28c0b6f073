"use client";
import { useSyncExternalStore } from "react";
import { useLoaded } from "./use-loaded.ts";

/** A part of the program that is fetched when it is first wanted. */
export interface LatePart<Part> {
  /** The part, once it was fetched. */
  now(): Part | null;
  load(): Promise<Part>;
  /** Tells when it is there. Returns its undo. */
  subscribe(watcher: () => void): () => void;
}

export function latePart<Part>(fetchPart: () => Promise<Part>): LatePart<Part> {
  let held: Part | null = null;
  const watchers = new Set<() => void>();
  return {
    now: () => held,
    async load() {
      const part = await fetchPart();
      held ??= part;
      for (const watcher of watchers) watcher();
      return held;
    },
    subscribe(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}

/** The part as soon as it is there: from the second time on at once. Where it can't be had it is tried again. */
export function useLatePart<Part>(part: LatePart<Part>, wanted = true): Part | null {
  const held = useSyncExternalStore(part.subscribe, part.now, part.now);
  useLoaded(wanted && held === null, part.load, (error) =>
    console.warn("A part of the page could not be fetched; it is tried again.", error),
  );
  return held;
}
