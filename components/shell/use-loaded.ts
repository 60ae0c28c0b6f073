"use client";
import { useEffect, useState } from "react";

/**
 * Loads what is rarely needed, when it is wanted. Where it can't be had (the server is gone) it is tried again with the
 * next wish: `React.lazy` would put an error in the place of the whole page.
 * @param onMissing called when it could not be loaded
 */
export function useLoaded<Loaded>(
  wanted: boolean,
  load: () => Promise<Loaded>,
  onMissing: (error: unknown) => void,
): Loaded | null {
  const [loaded, setLoaded] = useState<{ value: Loaded } | null>(null);
  const isMissing = wanted && loaded === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it loads, and whom it tells, stays the same.
  useEffect(() => {
    if (!isMissing) return;
    let over = false;
    load().then(
      (value) => {
        if (!over) setLoaded({ value });
      },
      (error: unknown) => {
        if (!over) onMissing(error);
      },
    );
    return () => {
      over = true;
    };
  }, [isMissing]);
  return loaded?.value ?? null;
}
