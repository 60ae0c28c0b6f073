"use client";
import { exactWords, relativeWords } from "./time-words.ts";
import { useClock } from "./use-clock.ts";

/** How long ago something was, kept true; the exact time on hover. `at` is in Unix seconds. */
export function RelativeTime({ at, className }: { at: number; className?: string }) {
  const now = useClock(30);
  return (
    <time
      dateTime={new Date(at * 1000).toISOString()}
      title={exactWords(at)}
      className={className}
      suppressHydrationWarning
    >
      {relativeWords(at, now)}
    </time>
  );
}
