"use client";
import { type RefObject, startTransition, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { ThreadWindow } from "@/lib/core/thread-window.ts";
import { isLong } from "./drawing-cost.ts";
import { atOpening, heightsOf } from "./opening-range.ts";
import { articleOf, pageTop, ReadingPlace } from "./reading-place.ts";
import { covers, joined, rangeInView, type ShownRange } from "./shown-range.ts";

export interface Reading {
  /** The column that holds the messages and what stands below them. */
  content: RefObject<HTMLDivElement | null>;
  /** What is drawn; null draws all. */
  range: ShownRange | null;
  heights: ReadonlyMap<string, number>;
  /** Whether the last message goes on below what the reader sees. */
  behind: boolean;
  /** Where the reader is: a message's id and how far below the top of the window it begins; null at the end. */
  placeNow: () => { messageId: string; top: number } | null;
  /** Draws a message that is held and brings it to the top of the window, or `top` pixels below that. */
  reveal: (messageId: string, top?: number) => HTMLElement | null;
  /** Brings an element of a message that is drawn to this place in the window. */
  aim: (element: Element, top: number) => void;
  toEnd: (behavior?: ScrollBehavior) => void;
}

export interface ReadingOptions {
  view: ThreadWindow;
  /** The message that the page was asked for. */
  named: string | null;
  /** Whether text arrives at the end. */
  growing: boolean;
  /** Called when an edge of what is held comes near. */
  readOn: (at: "before" | "after") => void;
}

/** So near to an edge of what is held more of it is read, in pixels. */
const NEAR_EDGE = 2_500;

/**
 * Draws of a long thread what is near the window, keeps in place what is being read while anything else changes, and
 * reads on when an edge comes near.
 */
export function useReading(options: ReadingOptions): Reading {
  const content = useRef<HTMLDivElement>(null);
  const place = useRef<ReadingPlace | null>(null);
  const heights = useRef(new Map<string, number>());
  const forced = useRef(false);
  const latest = useRef(options);
  const { range, drawn, draw } = useRange(() => atOpening(options.view, options.named));
  const [behind, setBehind] = useState(false);

  const settle = useCallback(() => {
    if (!content.current || !place.current || forced.current) return;
    const { view, growing, readOn } = latest.current;
    place.current.growing = growing && view.after === 0;
    place.current.begins = view.before === 0;
    place.current.ends = view.after === 0;
    place.current.hold();
    const { near, seen } = nearWindow(content.current, view, heights.current, drawn.current);
    if (seen) draw(seen);
    draw(near, near === null);
    const list = content.current.querySelector("[data-messages]")?.getBoundingClientRect();
    if (!list) return;
    setBehind(!place.current.following && list.bottom > window.innerHeight);
    if (list.top > -NEAR_EDGE) readOn("before");
    if (list.bottom < window.innerHeight + NEAR_EDGE) readOn("after");
  }, [draw, drawn]);

  // After every drawing: anything may have moved.
  useLayoutEffect(() => {
    latest.current = options;
    if (content.current && !place.current) {
      place.current = new ReadingPlace(content.current);
      place.current.ends = options.view.after === 0;
      place.current.heed();
    }
    settle();
  });
  useHeld(content, place, settle);

  const reveal = useCallback(
    (messageId: string, top = pageTop() + 8) => {
      if (!articleOf(messageId)) {
        forced.current = true;
        flushSync(() => draw({ first: messageId, last: messageId }));
        forced.current = false;
      }
      const article = articleOf(messageId);
      if (article) place.current?.aim(article, top);
      flushSync(settle);
      return articleOf(messageId);
    },
    [draw, settle],
  );
  const aim = useCallback((element: Element, top: number) => place.current?.aim(element, top), []);
  const toEnd = useCallback((behavior?: ScrollBehavior) => place.current?.toEnd(behavior), []);
  const placeNow = useCallback(() => {
    const held = place.current;
    if (!held?.messageId || held.following) return null;
    return { messageId: held.messageId, top: held.messageTop };
  }, []);
  return { content, range, heights: heights.current, behind, placeNow, reveal, aim, toEnd };
}

/** Which messages are drawn: what is seen at once; what is only near, when there is time, as it must keep no key waiting. */
function useRange(opening: () => ShownRange | null) {
  const [range, setRange] = useState(opening);
  const wanted = useRef(range);
  const drawn = useRef(range);
  useLayoutEffect(() => {
    drawn.current = range;
  }, [range]);
  const draw = useCallback((next: ShownRange | null, isSeen = true) => {
    if (isSame(wanted.current, next) && !(isSeen && !isSame(drawn.current, next))) return;
    wanted.current = next;
    if (isSeen) setRange(next);
    else startTransition(() => setRange(next));
  }, []);
  return { range, drawn, draw };
}

/** Looks again whenever the reader scrolls or something gets another height, before it is painted. */
function useHeld(
  content: RefObject<HTMLElement | null>,
  place: RefObject<ReadingPlace | null>,
  settle: () => void,
): void {
  useEffect(() => {
    const element = content.current;
    if (!element) return;
    const page = document.documentElement;
    // The browser's own way of holding the place would move the page a second time.
    page.style.overflowAnchor = "none";
    const onScroll = () => {
      place.current?.heed();
      flushSync(settle);
    };
    const observer = new ResizeObserver(() => flushSync(settle));
    observer.observe(element);
    window.addEventListener("scroll", onScroll, { passive: true });
    window.addEventListener("resize", onScroll);
    return () => {
      page.style.overflowAnchor = "";
      observer.disconnect();
      window.removeEventListener("scroll", onScroll);
      window.removeEventListener("resize", onScroll);
    };
  }, [content, place, settle]);
}

const isSame = (a: ShownRange | null, b: ShownRange | null) => a?.first === b?.first && a?.last === b?.last;

/** What of the messages is to be drawn. */
interface NearWindow {
  /** What is near the window; null when all of them can be drawn. */
  near: ShownRange | null;
  /** What has to be drawn for what is in the window, when not all of that is there. */
  seen: ShownRange | null;
}

/** Measures what is drawn, and says what of the messages is near the window. */
function nearWindow(
  content: HTMLElement,
  { messages }: ThreadWindow,
  heights: Map<string, number>,
  range: ShownRange | null,
): NearWindow {
  if (!isLong(messages)) return { near: null, seen: null };
  let known: { messageId: string; top: number } | null = null;
  let isInView = false;
  for (const article of content.querySelectorAll<HTMLElement>("article[data-message]")) {
    const messageId = article.dataset.message ?? "";
    const { top, bottom, height } = article.getBoundingClientRect();
    heights.set(messageId, height);
    // The first one in view, or else the last before it.
    if (!isInView) known = { messageId, top };
    isInView ||= bottom > 0;
  }
  const all = heightsOf(messages, heights);
  const index = all.findIndex(({ messageId }) => messageId === known?.messageId);
  const place =
    known && index !== -1 ? { index, top: known.top } : { index: 0, top: content.getBoundingClientRect().top };
  const seen = rangeInView(all, place, window.innerHeight, 0);
  const isDrawn = covers(all, range, seen);
  return { near: rangeInView(all, place, window.innerHeight), seen: isDrawn ? null : joined(all, range, seen) };
}
