"use client";
import { useEffect, useState } from "react";

const AGAIN_MS = 5_000;

/**
 * Loads what is rarely needed, when it is wanted. Where it can't be had (the server is gone) it is tried again for as long
 * as it is wanted: `React.lazy` would put an error in the place of the whole page.
 * @param onMissing called when it could not be loaded
 */
export function useLoaded<Loaded>(
  wanted: boolean,
  load: () => Promise<Loaded>,
  onMissing: (error: unknown) => void,
): Loaded | null {
  const [loaded, setLoaded] = useState<{ value: Loaded } | null>(null);
  const [tries, setTries] = useState(0);
  const isMissing = wanted && loaded === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it loads, and whom it tells, stays the same.
  useEffect(() => {
    if (!isMissing) return;
    let over = false;
    let retry: ReturnType<typeof setTimeout> | undefined;
    load().then(
      (value) => {
        if (!over) setLoaded({ value });
      },
      (error: unknown) => {
        if (over) return;
        onMissing(error);
        retry = setTimeout(() => setTries(tries + 1), AGAIN_MS);
      },
    );
    return () => {
      over = true;
      clearTimeout(retry);
    };
  }, [isMissing, tries]);
  return loaded?.value ?? null;
}
