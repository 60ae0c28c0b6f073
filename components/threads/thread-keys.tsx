"use client";
import { useEffect, useRef } from "react";

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.closest("input:not([type=checkbox]), textarea, select, dialog") !== null);

const STEPS: Record<string, number> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/**
 * j and k, or the arrow keys, go from thread to thread. Enter opens, as any link; x chooses. The arrows begin only at a
 * thread, since elsewhere they scroll.
 */
export function ThreadKeys({ onChoose }: { onChoose: (threadId: string) => void }) {
  const latest = useRef(onChoose);
  useEffect(() => {
    latest.current = onChoose;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || isTyping(event.target)) return;
      const stops = [...document.querySelectorAll<HTMLElement>("main [data-thread]")];
      const row = document.activeElement?.closest("li")?.querySelector<HTMLElement>("[data-thread]");
      const at = row ? stops.indexOf(row) : -1;
      if (event.key === "x" && row?.dataset.thread !== undefined) {
        event.preventDefault();
        return latest.current(row.dataset.thread);
      }
      const step = STEPS[event.key];
      if (step === undefined || (at < 0 && event.key.startsWith("Arrow"))) return;
      const next = stops[at < 0 ? 0 : at + step];
      if (!next) return;
      event.preventDefault();
      next.focus({ preventScroll: true });
      next.closest("li")?.scrollIntoView({ block: "nearest" });
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  return null;
}
