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

export interface Toast {
  id: number;
  content: ToastContent;
}

/** All that were told and not closed yet, oldest first. */
let toasts: readonly Toast[] = [];
let told = 0;
const watchers = new Set<() => void>();

/** Tells something in a corner of the page, for a while. */
export function showToast(content: ToastContent): void {
  told += 1;
  change([...toasts, { id: told, content }]);
}

/** Takes a toast away. */
export function closeToast(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

/** The toasts that are there, oldest first. */
export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => toasts,
    () => NONE,
  );
}

const NONE: readonly Toast[] = [];

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const watcher of watchers) watcher();
}
