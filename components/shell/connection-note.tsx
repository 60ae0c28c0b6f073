"use client";
import { Unplug, WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import type { ConnectionState } from "../live/feed-connection.ts";
import { useHomeIfRead, useLiveCounts } from "./live-home.tsx";
import { writtenWords } from "./live-words.ts";

/** A connection that comes back within this time is not worth a word, in milliseconds. */
const WORTH_TELLING_MS = 800;

const WORDS = {
  offline: {
    title: "Offline.",
    words: "What is here can be read and folded; it catches up by itself when the network is back.",
    Icon: WifiOff,
  },
  reconnecting: {
    title: "Reconnecting.",
    words: "Switchboard isn't heard: see whether it still runs in its terminal. What is here can be read meanwhile.",
    Icon: Unplug,
  },
};

/** Says, below every page, that it hears of nothing new, and what still works. It goes by itself. */
export function ConnectionNote() {
  const connection = useHomeIfRead()?.connection ?? "live";
  const { live } = useLiveCounts();
  const lost = useLostFor(connection);
  return (
    <>
      {/* Only what is being written: the line may move all the time. */}
      <p role="status" className="sr-only">
        {connection === "live" && live > 0 ? writtenWords(live) : ""}
      </p>
      <div
        role="status"
        className="pointer-events-none fixed inset-x-0 bottom-3 z-40 flex justify-center px-3 lg:left-(--side)"
      >
        {lost ? <Words state={lost} /> : null}
      </div>
    </>
  );
}

function Words({ state }: { state: Exclude<ConnectionState, "live"> }) {
  const { title, words, Icon } = WORDS[state];
  return (
    <p className="flex max-w-[44rem] gap-2 rounded-lg border border-warn/40 bg-warn-wash px-3 py-2 text-ink-muted text-small shadow-lg">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <span>
        <strong className="font-medium text-ink">{title}</strong> {words}
      </span>
    </p>
  );
}

/** How the connection is lost, once it has been for a moment. */
function useLostFor(connection: ConnectionState): Exclude<ConnectionState, "live"> | null {
  const [told, setTold] = useState(false);
  const isLost = connection !== "live";
  useEffect(() => {
    if (!isLost) return setTold(false);
    const timer = setTimeout(() => setTold(true), WORTH_TELLING_MS);
    return () => clearTimeout(timer);
  }, [isLost]);
  return told && connection !== "live" ? connection : null;
}
