import clsx from "clsx";

/** Holds the place of something that is on its way. Give it the size of what comes. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx("motion-safe:animate-live rounded bg-hover", className)} />;
}
