"use client";
import { useLoaded } from "./use-loaded.ts";

/** A part of the program that is fetched when it is first wanted. */
export interface LatePart<Part> {
  /** The part, once it was fetched. */
  now(): Part | null;
  load(): Promise<Part>;
}

export function latePart<Part>(fetchPart: () => Promise<Part>): LatePart<Part> {
  let held: Part | null = null;
  return {
    now: () => held,
    async load() {
      held = await fetchPart();
      return held;
    },
  };
}

/** The part as soon as it is there: from the second time on at once. Where it can't be had it is tried again. */
export function useLatePart<Part>(part: LatePart<Part>, wanted = true): Part | null {
  const loaded = useLoaded(wanted && part.now() === null, part.load, (error) =>
    console.warn("A part of the page could not be fetched; it is tried again.", error),
  );
  return part.now() ?? loaded;
}
