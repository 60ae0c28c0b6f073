"use client";
import { useQuery } from "@tanstack/react-query";
import { LogOut, type LucideIcon, Unplug, WifiOff } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
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
  const isSignedOut = useSignedOut(lost === "reconnecting");
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
        {isSignedOut ? <SignedOut /> : lost ? <Words state={lost} /> : null}
      </div>
    </>
  );
}

function Words({ state }: { state: Exclude<ConnectionState, "live"> }) {
  const { title, words, Icon } = WORDS[state];
  return (
    <Told title={title} Icon={Icon}>
      {words}
    </Told>
  );
}

/** A link of its own kind (target): it leads to a page that Next.js doesn't know. */
function SignedOut() {
  return (
    <Told title="Signed out." Icon={LogOut}>
      Everybody was. What is here can be read;{" "}
      <a
        href="/login"
        target="_self"
        onClick={(event) => {
          const { pathname, search } = window.location;
          event.currentTarget.href = `/login?${new URLSearchParams({ next: pathname + search })}`;
        }}
        className="pointer-events-auto font-medium text-accent underline underline-offset-2"
      >
        sign in again
      </a>{" "}
      to go on.
    </Told>
  );
}

function Told({ title, Icon, children }: { title: string; Icon: LucideIcon; children: ReactNode }) {
  return (
    <p className="flex max-w-[44rem] gap-2 rounded-lg border border-warn/40 bg-warn-wash px-3 py-2 text-ink-muted text-small shadow-lg">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <span>
        <strong className="font-medium text-ink">{title}</strong> {children}
      </span>
    </p>
  );
}

const ASKED_AGAIN_MS = 5_000;

/** Whether the server is there and doesn't know this browser any more: EventSource doesn't tell why it is refused. */
function useSignedOut(isAsked: boolean): boolean {
  const { data } = useQuery({
    queryKey: ["signed-out"],
    queryFn: async ({ signal }) => {
      const answer = await fetch("/icon.svg", { method: "HEAD", cache: "no-store", signal });
      return answer.status === 401;
    },
    enabled: isAsked,
    refetchInterval: ASKED_AGAIN_MS,
    retry: false,
  });
  return isAsked && data === true;
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
