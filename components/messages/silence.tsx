"use client";
import clsx from "clsx";
import { Badge } from "../ui/badge.tsx";
import { LiveDot } from "../ui/live-dot.tsx";
import { useClock } from "../ui/use-clock.ts";
import { LONG_SILENCE, silenceWords } from "./queue-words.ts";

/** That a process has said nothing for a while, ticking; `since` is in Unix seconds. A long silence is worth a look. */
export function SilentBadge({ since }: { since: number }) {
  const { words, long } = useSilence(since);
  return (
    <Badge tone={long ? "warn" : "neutral"} mark={<LiveDot look={long ? "warn" : "still"} />}>
      <Ticking>Silent for {words}</Ticking>
    </Badge>
  );
}

/** The same within a line of other words. */
export function SilentFor({ since }: { since: number }) {
  const { words, long } = useSilence(since);
  return (
    <span className={clsx("shrink-0", long && "font-medium text-warn")}>
      <Ticking>silent for {words}</Ticking>
    </span>
  );
}

function useSilence(since: number): { words: string; long: boolean } {
  const seconds = useClock(1) - since;
  return { words: silenceWords(seconds), long: seconds >= LONG_SILENCE };
}

/** Not read out at every tick; the server's second may be another one than the browser's. */
function Ticking({ children }: { children: React.ReactNode }) {
  return (
    <span role="timer" aria-live="off" className="whitespace-nowrap tabular-nums" suppressHydrationWarning>
      {children}
    </span>
  );
}
