import clsx from "clsx";
import type { ReactNode } from "react";

export type Tone = "neutral" | "accent" | "live" | "warn" | "danger";

const tones: Record<Tone, string> = {
  neutral: "text-ink-muted",
  accent: "text-accent",
  live: "text-live",
  warn: "text-warn",
  danger: "text-danger",
};

/**
 * A word with a mark before it, whose place is as wide for a dot as for an icon: the word stays where it is when the mark
 * changes. The word carries the meaning; the colour only repeats it.
 */
export function Badge({ tone = "neutral", mark, children }: { tone?: Tone; mark?: ReactNode; children: ReactNode }) {
  return (
    <span className={clsx("inline-flex items-center gap-1.5 whitespace-nowrap font-medium text-fine", tones[tone])}>
      {mark ? <span className="inline-flex w-3.5 shrink-0 justify-center">{mark}</span> : null}
      {children}
    </span>
  );
}
