import { useSyncExternalStore } from "react";

export interface ToastContent {
  /** "live": something is complete. */
  tone: "info" | "live" | "danger";
  title: string;
  words?: string;
  /** Where a press leads. */
  href?: string;
  /** Buttons; the toast then stays longer. */
  actions?: readonly { words: string; run: () => void }[];
}

/** Those that wait for the place in which they are drawn, which is loaded with the first one. */
let waiting: readonly ToastContent[] = [];
const watchers = new Set<() => void>();

/** Tells something in a corner of the page, for a while. */
export function showToast(content: ToastContent): void {
  change([...waiting, content]);
}

/** Takes those that wait. */
export function takeToasts(): readonly ToastContent[] {
  const taken = waiting;
  if (taken.length > 0) change([]);
  return taken;
}

/** Those that wait to be drawn. */
export function useWaitingToasts(): readonly ToastContent[] {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => waiting,
    () => NONE,
  );
}

const NONE: readonly ToastContent[] = [];

function change(next: readonly ToastContent[]): void {
  waiting = next;
  for (const watcher of watchers) watcher();
}
