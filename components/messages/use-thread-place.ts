"use client";
import { type RefObject, startTransition, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { LiveThread } from "../live/use-live-thread.ts";
import { toolBodies } from "./blocks/tool-use-block.tsx";
import { blockAnchor } from "./message-words.ts";
import { hasScrolledSinceOpening } from "./opening-script.ts";
import { namedMessage, namedPlace, readPlace, savePlace } from "./page-address.ts";
import { pageTop } from "./reading-place.ts";
import type { Reading } from "./use-reading.ts";

/** Somewhere that the reader wants to be as soon as it is drawn. */
type Wanted = "end" | "start" | { messageId: string; top?: number; focus?: boolean };

export interface ThreadPlace {
  /** The message that was gone to last: it is marked as such. */
  target: string | null;
  /** Set when a message could not be gone to: it isn't in the thread, or the server was not reached. */
  missing: "unknown" | "unreached" | null;
  /** Goes to a message, wherever in the thread it stands. @param focus whether the keyboard goes along */
  goTo: (messageId: string, focus?: boolean) => void;
  goToEnd: () => void;
  goToStart: () => void;
}

export interface ThreadPlaceOptions extends Pick<LiveThread, "view" | "show"> {
  reading: Reading;
  /** The message that the page was asked for. */
  named: string | null;
  /** Whether words are marked: then the first one in the message is gone to. */
  marks: RefObject<boolean>;
}

/** So long after the last scrolling the place is kept for whoever comes back, in milliseconds. */
const SAVE_AFTER_MS = 150;

/** Where in a thread the page is: where it opens, where links lead, and where the reader was who comes back. */
export function useThreadPlace({ view, show, reading, named, marks }: ThreadPlaceOptions): ThreadPlace {
  const [target, setTarget] = useState<string | null>(null);
  const [missing, setMissing] = useState<ThreadPlace["missing"]>(null);
  const wanted = useRef<Wanted | null>(null);
  const latest = useRef({ view, reading });

  const arrive = useCallback(
    (there: Wanted) => {
      const { reading: now } = latest.current;
      if (there === "end") return now.toEnd();
      if (there === "start") return window.scrollTo({ top: 0, behavior: "instant" });
      if (there.top !== undefined) {
        now.reveal(there.messageId, there.top);
        return;
      }
      // What is to be gone to within the message has to be there first; else being marked as gone to can wait.
      const isWithin = marks.current || isBlockNamed(there.messageId);
      if (isWithin) flushSync(() => setTarget(there.messageId));
      else startTransition(() => setTarget(there.messageId));
      const article = now.reveal(there.messageId, belowCover());
      if (!article) return;
      const block = namedBlock(there.messageId);
      const mark = block ? null : firstMark(article);
      if (block) now.aim(block, belowCover());
      if (mark) now.aim(mark, Math.round(window.innerHeight / 2));
      if (there.focus) (block?.querySelector("summary") ?? article).focus({ preventScroll: true });
    },
    [marks],
  );

  const arriveSoon = useArriving(arrive, marks);
  useLayoutEffect(() => {
    latest.current = { view, reading };
    const there = wanted.current;
    if (there === null || !isHeld(view, there)) return;
    wanted.current = null;
    arriveSoon(there);
  });

  const go = useCallback(
    async (there: Wanted) => {
      setMissing(null);
      wanted.current = there;
      if (isHeld(latest.current.view, there)) {
        wanted.current = null;
        arriveSoon(there);
        return;
      }
      const place = typeof there === "string" ? { at: there } : { at: "around" as const, messageId: there.messageId };
      const shown = await show(place);
      if (shown) return;
      wanted.current = null;
      setMissing(shown === null ? "unreached" : "unknown");
    },
    [show, arriveSoon],
  );
  const goTo = useCallback((messageId: string, focus = false) => void go({ messageId, focus }), [go]);
  useOpening(go, setTarget, named, () => latest.current.view.before > 0 && latest.current.view.after === 0);
  useSavedPlace(reading.placeNow);
  const goToEnd = useCallback(() => void go("end"), [go]);
  const goToStart = useCallback(() => void go("start"), [go]);
  return { target, missing, goTo, goToEnd, goToStart };
}

/** Arrives as soon as what is gone to can be drawn. */
function useArriving(arrive: (there: Wanted) => void, marks: RefObject<boolean>): (there: Wanted) => void {
  return useCallback(
    (there: Wanted) => {
      const isWithin = typeof there === "object" && (marks.current || isBlockNamed(there.messageId));
      const now = () => arrive(there);
      // Drawing can't be asked for while a drawing is being finished; a moment later, and still before it is painted.
      if (!isWithin || toolBodies.now()) queueMicrotask(now);
      // It may stand in what a call did. Where that can't be fetched, its message is as far as one gets.
      else toolBodies.load().then(now, now);
    },
    [arrive, marks],
  );
}

/** Where the first message can be seen whole: below the bar of small screens, and below what sticks to that; in pixels. */
function belowCover(): number {
  const bar = document.querySelector("[data-sticky]")?.getBoundingClientRect();
  return pageTop() + 8 + (bar ? bar.height - 8 : 0);
}

function isHeld({ messages, before, after }: LiveThread["view"], there: Wanted): boolean {
  if (there === "end") return after === 0;
  if (there === "start") return before === 0;
  return messages.some(({ messageId }) => messageId === there.messageId);
}

/** Whether the address names a block of a message. */
function isBlockNamed(messageId: string): boolean {
  const place = namedPlace();
  return place !== null && place.position !== null && place.messageId === messageId;
}

/** The block of a message that the address names, once it is drawn. */
function namedBlock(messageId: string): HTMLElement | null {
  const place = namedPlace();
  if (place === null || place.position === null || place.messageId !== messageId) return null;
  return document.getElementById(blockAnchor({ messageId, position: place.position }));
}

/** Of a search, the first word that was found in what was said, else in what is folded, which is unfolded. */
function firstMark(article: HTMLElement): Element | null {
  const mark = article.querySelector("mark:not(details mark)") ?? article.querySelector("mark");
  for (let fold = mark?.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
  return mark;
}

/** Opens the thread where it was left, else at what the address names, else a long one at its end; then follows the address. */
function useOpening(
  go: (there: Wanted) => Promise<void>,
  setTarget: (messageId: string | null) => void,
  named: string | null,
  opensAtEnd: () => boolean,
): void {
  const first = useRef({ named, opensAtEnd });
  useEffect(() => {
    const before = history.scrollRestoration;
    history.scrollRestoration = "manual";
    const saved = readPlace();
    const message = namedMessage() ?? first.current.named;
    setTarget(message);
    // Whoever scrolls before this page can act isn't thrown back.
    if (!hasScrolledSinceOpening()) {
      if (saved) void go(saved);
      else if (message !== null) void go({ messageId: message });
      else if (first.current.opensAtEnd()) void go("end");
    }
    return () => {
      history.scrollRestoration = before;
    };
  }, [go, setTarget]);
  useEffect(() => {
    const follow = () => {
      const message = namedMessage();
      if (message !== null) void go({ messageId: message, focus: true });
    };
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, [go]);
}

/** Keeps the place in the browser's history, so that coming back leads there. */
function useSavedPlace(placeNow: Reading["placeNow"]): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const save = () => savePlace(placeNow() ?? "end");
    const onScroll = () => {
      clearTimeout(timer);
      timer = setTimeout(save, SAVE_AFTER_MS);
    };
    window.addEventListener("scroll", onScroll, { passive: true });
    window.addEventListener("pagehide", save);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("scroll", onScroll);
      window.removeEventListener("pagehide", save);
    };
  }, [placeNow]);
}
