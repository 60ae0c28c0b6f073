"use client";
import Link from "next/link";
import { LiveDot } from "../ui/live-dot.tsx";
import { useSharedHome } from "./live-home.tsx";

const words = (count: number) => (count === 1 ? "1 answer is being written" : `${count} answers are being written`);

/** How many answers are being written, on every page; and whether the page still hears of news. */
export function LiveIndicator() {
  const { home, connection } = useSharedHome();
  const count = home.live.length;
  return (
    <>
      <span role="status" className="sr-only">
        {connection === "live" ? (count > 0 ? words(count) : "") : "The connection is lost; trying again"}
      </span>
      {connection === "live" ? null : (
        <span aria-hidden className="inline-flex h-6 items-center gap-1.5 font-medium text-fine text-warn">
          <span className="size-2 rounded-full border-2 border-warn" />
          {connection === "offline" ? "Offline" : "Reconnecting"}
        </span>
      )}
      {connection === "live" && count > 0 ? (
        <Link
          href="/#being-answered"
          title={words(count)}
          className="inline-flex h-6 items-center gap-1.5 rounded-full bg-live-wash px-2.5 font-medium text-fine text-live tabular-nums hover:underline"
        >
          <LiveDot />
          {count}
          <span className="max-sm:sr-only">live</span>
        </Link>
      ) : null}
    </>
  );
}
