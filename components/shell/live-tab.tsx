"use client";
import { useEffect } from "react";
import { useLiveCounts } from "./live-home.tsx";
import { markedIcon, markedTitle } from "./tab-mark.ts";

/** Keeps the tab's title and icon at how many answers are being written, whatever page gives them. */
export function LiveTab() {
  const { live } = useLiveCounts();
  useEffect(() => {
    const held: Held = { title: null, icon: null };
    mark(held, live);
    // A page that is gone to brings its own title.
    const observer = new MutationObserver(() => mark(held, live));
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => {
      observer.disconnect();
      unmark(held);
    };
  }, [live]);
  return null;
}

interface Held {
  /** What was there, and what stands there now. */
  title: { own: string; marked: string } | null;
  icon: { link: HTMLLinkElement; own: string } | null;
}

function mark(held: Held, live: number): void {
  if (live === 0) return;
  if (document.title !== held.title?.marked && document.title !== "") {
    held.title = { own: document.title, marked: markedTitle(document.title, live) };
    document.title = held.title.marked;
  }
  const link = document.querySelector<HTMLLinkElement>('link[rel~="icon"]');
  if (link && held.icon?.link !== link) {
    held.icon = { link, own: link.href };
    link.href = markedIcon(live);
  }
}

function unmark({ title, icon }: Held): void {
  if (title && document.title === title.marked) document.title = title.own;
  if (icon) icon.link.href = icon.own;
}
