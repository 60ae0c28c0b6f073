"use client";
import { useShortcuts } from "../keys/use-shortcuts.ts";

/**
 * j and k, or the arrow keys, go from thread to thread. Enter opens, as any link; x chooses. The arrows begin only at a
 * thread, since elsewhere they scroll.
 */
export function ThreadKeys({ onChoose }: { onChoose: (threadId: string) => void }) {
  useShortcuts({
    "thread-down": (event) => go(1, event.key.startsWith("Arrow")),
    "thread-up": (event) => go(-1, event.key.startsWith("Arrow")),
    "thread-choose": () => {
      const id = focusedRow()?.dataset.thread;
      if (id === undefined) return false;
      return onChoose(id);
    },
  });
  return null;
}

const focusedRow = () => document.activeElement?.closest("li")?.querySelector<HTMLElement>("[data-thread]") ?? null;

/** @returns false when there is nowhere to go */
function go(step: 1 | -1, onlyFromThread: boolean): boolean {
  const stops = [...document.querySelectorAll<HTMLElement>("main [data-thread]")];
  const row = focusedRow();
  const at = row ? stops.indexOf(row) : -1;
  if (at < 0 && onlyFromThread) return false;
  const next = stops[at < 0 ? 0 : at + step];
  if (!next) return false;
  next.focus({ preventScroll: true });
  next.closest("li")?.scrollIntoView({ block: "nearest" });
  return true;
}
