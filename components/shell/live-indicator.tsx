"use client";
import clsx from "clsx";
import { Clock } from "lucide-react";
import Link from "next/link";
import { LiveDot } from "../ui/live-dot.tsx";
import { useLiveCounts } from "./live-home.tsx";
import { waitingWords, writtenWords } from "./live-words.ts";

/** How many answers are being written and how many wait, in the bar of small screens. */
export function LiveIndicator() {
  const { live, waiting } = useLiveCounts();
  if (live + waiting === 0) return null;
  const words = [live > 0 ? writtenWords(live) : null, waiting > 0 ? waitingWords(waiting) : null];
  return (
    <Link
      href={live > 0 ? "/#being-answered" : "/#waiting-in-line"}
      title={words.filter((part) => part !== null).join(", ")}
      className="inline-flex h-6 items-center gap-2 whitespace-nowrap rounded-full bg-live-wash px-2.5 font-medium text-fine text-live tabular-nums hover:underline max-sm:gap-1.5 max-sm:px-2"
    >
      {live > 0 ? (
        <span className="inline-flex items-center gap-1.5">
          <LiveDot />
          {live} <span className="max-sm:sr-only">live</span>
        </span>
      ) : null}
      {waiting > 0 ? (
        <span className="inline-flex items-center gap-1 text-ink-muted">
          <Clock aria-hidden className={clsx("size-3", live > 0 && "max-sm:hidden")} />
          {live > 0 ? (
            <span aria-hidden className="-mr-1 sm:hidden">
              +
            </span>
          ) : null}
          {waiting} <span className="max-sm:sr-only">waiting</span>
        </span>
      ) : null}
    </Link>
  );
}
