"use client";
import { useMemo, useRef, useSyncExternalStore } from "react";
import { type Folds, foldKey } from "./blocks/folds.ts";
import { namedPlace } from "./page-address.ts";

/** What is unfolded in a thread, as long as its page is open. */
export function useFolds(lazy: boolean, target: string | null): Folds {
  const opened = useRef(new Set<string>());
  const block = useSyncExternalStore(onAddress, namedBlock, () => null);
  // A block is unfolded when the page goes to its message, not before.
  const named = target !== null && block?.startsWith(`${target} `) ? block : null;
  return useMemo(() => ({ lazy, target, named, opened: opened.current }), [lazy, target, named]);
}

function onAddress(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

function namedBlock(): string | null {
  const place = namedPlace();
  return place === null || place.position === null ? null : foldKey({ ...place, position: place.position });
}
