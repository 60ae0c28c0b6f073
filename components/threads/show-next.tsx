"use client";
import { useEffect, useRef } from "react";
import { Button } from "../ui/button.tsx";

/** A page is read by itself when its place comes near, until the list is this long: then a person asks for more. */
const BY_ITSELF = 200;

export interface ShowNextProps {
  /** How many threads are shown. */
  shown: number;
  loadMore: () => void;
  loading: boolean;
  failed: boolean;
}

/** The way to the next page of the list. */
export function ShowNext({ shown, loadMore, loading, failed }: ShowNextProps) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(loadMore);
  useEffect(() => {
    latest.current = loadMore;
  });
  const byItself = shown < BY_ITSELF && !failed;
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each page it is looked anew whether the place is near.
  useEffect(() => {
    if (!byItself || !place.current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) latest.current();
      },
      { rootMargin: "400px" },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [byItself, shown]);
  return (
    <div ref={place} className="flex items-center gap-3 py-4">
      <Button onClick={loadMore} aria-disabled={loading}>
        {loading ? "Reading…" : failed ? "Try again" : "Show more"}
      </Button>
      <p role="alert" className="text-danger text-small empty:hidden">
        {failed ? "The next threads could not be read." : null}
      </p>
    </div>
  );
}
