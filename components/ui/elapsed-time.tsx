"use client";
import { durationWords } from "./time-words.ts";
import { useClock } from "./use-clock.ts";

/** How long something has been going on, ticking. `since` is in Unix seconds. */
export function ElapsedTime({ since }: { since: number }) {
  const now = useClock(1);
  return (
    <span role="timer" aria-live="off" className="whitespace-nowrap tabular-nums" suppressHydrationWarning>
      {durationWords(now - since)}
    </span>
  );
}
