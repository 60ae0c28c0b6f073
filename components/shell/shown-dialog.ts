import { useSyncExternalStore } from "react";

/** What can stand above every page; one at a time. */
export type ShellDialog = "palette" | "search" | "keys" | "menu";

let shown: ShellDialog | null = null;
const watchers = new Set<() => void>();

/** Shows one of the dialogs that every page has, in place of another. */
export function showDialog(next: ShellDialog): void {
  change(next);
}

/** Closes a dialog, unless another one has taken its place. */
export function hideDialog(closed: ShellDialog): void {
  if (shown === closed) change(null);
}

/** Shows a dialog, or closes it when it is shown. */
export function flipDialog(dialog: ShellDialog): void {
  change(shown === dialog ? null : dialog);
}

/** The dialog that is shown. */
export function useShownDialog(): ShellDialog | null {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => shown,
    () => null,
  );
}

function change(next: ShellDialog | null): void {
  shown = next;
  for (const watcher of watchers) watcher();
}
