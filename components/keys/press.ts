import { SHORTCUTS, type Shortcut, type ShortcutId } from "./shortcuts.ts";

/** What of a key press matters. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** How long the second key of two may take, in milliseconds. */
export const SECOND_KEY_MS = 1_500;

/** A press in the words of the registry; null for one that no shortcut may take. */
export function pressed({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string | null {
  if (altKey || (ctrlKey && metaKey)) return null;
  if (ctrlKey || metaKey) return shiftKey ? null : `Mod+${key.toLowerCase()}`;
  // A letter with Shift is another letter.
  return shiftKey && key.length > 1 ? `Shift+${key}` : key;
}

export interface Matched {
  /** Those that these keys call, in the order of the registry. */
  ids: ShortcutId[];
  /** The first of two keys, when a second one may follow. */
  first: string | null;
}

/**
 * What a press calls, after the first of two keys or without. A second key that belongs to nothing calls nothing, also
 * when it would do something by itself: whoever pressed it meant something else.
 */
export function matched(press: string, first: string | null, ids: readonly ShortcutId[]): Matched {
  const keys = first === null ? press : `${first} ${press}`;
  const of = (id: ShortcutId) => (SHORTCUTS[id] as Shortcut).keys;
  return {
    ids: ids.filter((id) => of(id).includes(keys)),
    first: first === null && ids.some((id) => of(id).some((each) => each.startsWith(`${press} `))) ? press : null,
  };
}

/** Whether a shortcut may act although one types. */
export function actsWhileTyping(id: ShortcutId, press: string): boolean {
  const { whileTyping }: Shortcut = SHORTCUTS[id];
  // A letter is typed, whatever the shortcut's other keys may do.
  return whileTyping === true && press.length > 1;
}
