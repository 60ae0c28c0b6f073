import clsx from "clsx";

export interface ProgressBarProps {
  /** From 0 to 1; null while it isn't known. */
  share: number | null;
  /** What is going on. */
  label: string;
}

/** How much of something is done. */
export function ProgressBar({ share, label }: ProgressBarProps) {
  const percent = share === null ? undefined : Math.floor(share * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className="h-1.5 overflow-hidden rounded-full bg-line"
    >
      <div
        className={clsx(
          "h-full rounded-full transition-[width] duration-700 ease-linear motion-reduce:transition-none",
          share === null ? "bg-line-strong motion-safe:animate-live" : "bg-accent",
        )}
        style={{ width: share === null ? "100%" : `${share * 100}%` }}
      />
    </div>
  );
}
