"use client";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { actsWhileTyping, matched, pressed, SECOND_KEY_MS } from "./press.ts";
import type { ShortcutId } from "./shortcuts.ts";

/** What a shortcut does. One that answers false leaves the key to others. */
export type KeyHandler = (event: KeyboardEvent) => unknown;
export type KeyHandlers = Partial<Record<ShortcutId, KeyHandler>>;

/** The last one that was put in comes first: a page before what surrounds it. */
let listening: readonly { current: KeyHandlers }[] = [];
const watchers = new Set<() => void>();
let first: { key: string; at: number } | null = null;

/** Whether what is typed goes into this element. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select") !== null
  );
}

/** A dialog and a menu have keys of their own. */
function hasOwnKeys(target: EventTarget | null): boolean {
  const isInMenu = target instanceof Element && target.closest("[role=menu]") !== null;
  return isInMenu || document.querySelector("dialog[open]") !== null;
}

function onKeyDown(event: KeyboardEvent): void {
  const press = pressed(event);
  if (press === null || event.isComposing || event.defaultPrevented) return;
  const before = first !== null && event.timeStamp - first.at < SECOND_KEY_MS ? first.key : null;
  const typing = isTyping(event.target);
  const ids = [...new Set(listening.flatMap(({ current }) => Object.keys(current) as ShortcutId[]))];
  const called = matched(press, typing ? null : before, ids);
  const isModifier = ["Shift", "Control", "Meta", "Alt"].includes(event.key);
  if (isModifier) return;
  first = null;
  if (hasOwnKeys(event.target) && !press.startsWith("Mod+")) return;
  if (called.first !== null && !typing) first = { key: called.first, at: event.timeStamp };
  for (const { current } of listening) {
    for (const id of called.ids) {
      const handler = current[id];
      if (!handler || (typing && !actsWhileTyping(id, press))) continue;
      if (handler(event) === false) continue;
      event.preventDefault();
      return;
    }
  }
}

function setListening(next: typeof listening): void {
  if (listening.length === 0 && next.length > 0) document.addEventListener("keydown", onKeyDown);
  if (listening.length > 0 && next.length === 0) document.removeEventListener("keydown", onKeyDown);
  listening = next;
  for (const watcher of watchers) watcher();
}

/** Listens for shortcuts of the registry for as long as the view is there. */
export function useShortcuts(handlers: KeyHandlers): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const own = {
      get current() {
        return latest.current;
      },
    };
    setListening([own, ...listening]);
    return () => setListening(listening.filter((each) => each !== own));
  }, []);
}

const NONE: typeof listening = [];

/** The shortcuts that do something on this page. */
export function useListenedFor(): ReadonlySet<ShortcutId> {
  const now = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => listening,
    () => NONE,
  );
  return new Set(now.flatMap(({ current }) => Object.keys(current) as ShortcutId[]));
}
