"use client";
import { useCallback, useReducer, useRef, useState } from "react";
import { applyToWindow, joinWindows, type ThreadWindow, type WindowPlace } from "@/lib/core/thread-window.ts";
import type { ConnectionState } from "./feed-connection.ts";
import { type FetchedPart, fetchCounts, fetchPart } from "./fetch-part.ts";
import { type LiveView, useLiveView } from "./use-live-view.ts";

export interface LiveThread {
  view: ThreadWindow;
  connection: ConnectionState;
  /** Whether the thread was deleted since it was read. What was read stays readable. */
  deleted: boolean;
  /** Counts up when another part of the thread takes the place of the one that was shown. */
  part: number;
  /** Reads on at an edge of what is held, unless that is being done already or the thread ends there. */
  readOn: (at: "before" | "after") => void;
  /** Shows another part of the thread. @returns whether it is there; null when the server was not reached */
  show: (place: WindowPlace) => Promise<boolean | null>;
}

export interface LiveThreadOptions {
  /** Where the reader is: a message's id, or null at the end of the thread. */
  placeOf: () => string | null;
  /** The message that the address names: a part that holds it is preferred. */
  named: string | null;
  /** Resolves when what is read can be drawn, if that is not at once; always the same function, which never rejects. */
  canDraw?: () => Promise<void>;
}

/** So long after reading on has failed it is tried again, in milliseconds. */
const AGAIN_MS = 1_000;

/** A part of a thread that goes on while it is read, and grows as far as it is read. */
export function useLiveThread(initial: ThreadWindow, { placeOf, named, canDraw }: LiveThreadOptions): LiveThread {
  const { threadId } = initial.thread;
  const readPart = useCallback(
    async (place: WindowPlace) => (await Promise.all([fetchPart(threadId, place), canDraw?.()]))[0],
    [threadId, canDraw],
  );
  const [deleted, setDeleted] = useState(false);
  const [part, setPart] = useState(0);
  const chosen = useRef(false);
  const live: LiveView<ThreadWindow> = useLiveView(initial, {
    queryKey: ["thread", threadId],
    // What is of no thread is for every view.
    concerns: (change) => change.threadId === threadId || change.threadId === "",
    apply: applyToWindow,
    needsFetch: (_, view) => view.stale !== null,
    choose(held, given) {
      // The feed keeps what is held true, and the reader may have gone far from where the server begins.
      const keeps = chosen.current || (held.cursor >= given.cursor && holds(held, named));
      chosen.current = true;
      return keeps ? held : given;
    },
    async fetchView(anew) {
      const counted = anew ? null : await withCounts(live.now);
      if (counted) return counted;
      const place = placeOf();
      const around = place === null ? null : await readPart({ at: "around", messageId: place });
      const read = around && around !== "message-unknown" ? around : await readPart({ at: "end" });
      setDeleted(read === "thread-unknown");
      return typeof read === "string" ? null : read;
    },
  });
  const { takeIn, now } = live;
  const show = useCallback(
    async (place: WindowPlace) => {
      const fetched: { part: FetchedPart | null } = { part: null };
      const shown = await takeIn(
        async () => {
          fetched.part = await readPart(place);
          return typeof fetched.part === "string" ? null : fetched.part;
        },
        (_, read) => read,
      );
      if (shown) setPart((count) => count + 1);
      if (shown) return true;
      return typeof fetched.part === "string" ? false : null;
    },
    [takeIn, readPart],
  );
  const readOn = useReadOn(readPart, takeIn, now);
  return { view: live.view, connection: live.connection, deleted, part, readOn, show };
}

function holds(window: ThreadWindow, messageId: string | null): boolean {
  return messageId === null || window.messages.some((message) => message.messageId === messageId);
}

/** The part that is held with the number of messages around it read anew; null when more than that has to be read. */
async function withCounts(now: () => ThreadWindow): Promise<ThreadWindow | null> {
  for (let tries = 0; tries < 5; tries += 1) {
    const { stale, messages, thread } = now();
    const edges = edgesOf(messages);
    if (stale?.what !== "counts" || !edges) return null;
    const counts = await fetchCounts(thread.threadId, edges);
    const held = now();
    if (!counts || JSON.stringify(edgesOf(held.messages)) !== JSON.stringify(edges)) return null;
    // Once more when something changed them while they were counted.
    const isCounted = held.stale?.what === "counts" && counts.cursor >= held.stale.since;
    if (isCounted) return { ...held, before: counts.before, after: counts.after, stale: null };
  }
  return null;
}

function edgesOf(messages: ThreadWindow["messages"]): { first: string; last: string } | null {
  const [first, last] = [messages[0], messages.at(-1)];
  return first && last ? { first: first.messageId, last: last.messageId } : null;
}

function useReadOn(
  readPart: (place: WindowPlace) => Promise<FetchedPart>,
  takeIn: LiveView<ThreadWindow>["takeIn"],
  now: () => ThreadWindow,
) {
  const busy = useRef({ before: false, after: false });
  // Drawing again asks again, if what is missing is still near.
  const [, drawAgain] = useReducer((tries: number) => tries + 1, 0);
  return useCallback(
    (at: "before" | "after") => {
      const { messages, [at]: left } = now();
      const edge = at === "before" ? messages[0] : messages.at(-1);
      if (busy.current[at] || left === 0 || !edge) return;
      busy.current[at] = true;
      const place = { at, messageId: edge.messageId };
      takeIn(
        async () => {
          const read = await readPart(place);
          return typeof read === "string" ? null : read;
        },
        (held, read) => joinWindows(held, read, place),
      ).then((read) => {
        const free = () => {
          busy.current[at] = false;
          drawAgain();
        };
        if (read) free();
        else setTimeout(free, AGAIN_MS);
      });
    },
    [readPart, takeIn, now],
  );
}
