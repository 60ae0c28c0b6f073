"use client";
import { useMemo, useRef } from "react";
import type { Folds } from "./blocks/folds.ts";

/** What is unfolded in a thread, as long as its page is open. */
export function useFolds(lazy: boolean, target: string | null): Folds {
  const opened = useRef(new Set<string>());
  return useMemo(() => ({ lazy, target, opened: opened.current }), [lazy, target]);
}
