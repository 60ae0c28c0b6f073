import clsx from "clsx";

/** Says that something is going on. Decoration: the words beside it say what. */
export function LiveDot({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={clsx("inline-block size-2 shrink-0 motion-safe:animate-live rounded-full bg-live", className)}
    />
  );
}
