import clsx from "clsx";

const looks = {
  live: "motion-safe:animate-live bg-live",
  still: "bg-ink-faint",
  warn: "bg-warn",
};

/** Says that something is going on, or stands still. Decoration: the words beside it say what. */
export function LiveDot({ look = "live", className }: { look?: keyof typeof looks; className?: string }) {
  return <span aria-hidden className={clsx("inline-block size-2 shrink-0 rounded-full", looks[look], className)} />;
}
