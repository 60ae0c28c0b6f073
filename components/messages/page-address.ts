import { messageAnchor } from "./message-words.ts";

/** A place in a thread: a message, and how far below the top of the window it begins; or its end. */
export type SavedPlace = { messageId: string; top: number } | "end";

const PREFIX = messageAnchor("");

/** What the address names: a message, or a block of it. */
export interface NamedPlace {
  messageId: string;
  /** The block's. */
  position: number | null;
}

/** What the address names; an address that was cut in the middle of a character names nothing. */
export function namedPlace(): NamedPlace | null {
  try {
    const named = decodeURIComponent(location.hash.slice(1));
    const asked = new URLSearchParams(location.search).get("at");
    return named.startsWith(PREFIX) ? placeNamed(named.slice(PREFIX.length), asked) : null;
  } catch {
    return null;
  }
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Reads "ID" or "ID-POSITION". Other programs' ids may end like positions do: those name blocks only where the address
 * says which message is asked for, as links to blocks do.
 */
export function placeNamed(name: string, asked: string | null): NamedPlace {
  const [, messageId = "", position] = /^(.+)-(\d+)$/.exec(name) ?? [];
  const isBlock = messageId !== "" && (messageId === asked || UUID.test(messageId));
  return isBlock ? { messageId, position: Number(position) } : { messageId: name, position: null };
}

/** The message that the address names. */
export function namedMessage(): string | null {
  return namedPlace()?.messageId ?? null;
}

/** Names a message in the address, in place of the one before. */
export function nameMessage(messageId: string): void {
  const address = new URL(location.href);
  address.hash = messageAnchor(messageId);
  window.history.replaceState({ threadEntry: entryId() }, "", address);
}

/** Writes what is looked for into the address, without a message; an empty one takes it out. */
export function nameQuery(query: string): void {
  const address = new URL(location.href);
  address.searchParams.delete("mark");
  if (query === "") address.searchParams.delete("q");
  else address.searchParams.set("q", query);
  if (address.href !== location.href) window.history.replaceState({ threadEntry: entryId() }, "", address);
}

/** Where the reader was who comes back to this entry of the browser's history; null for one who is new. */
export function readPlace(): SavedPlace | null {
  const entry = entryId();
  if (entry === null) return null;
  try {
    const saved: unknown = JSON.parse(sessionStorage.getItem(PLACE + entry) ?? "null");
    return isPlace(saved) ? saved : null;
  } catch {
    return null; // a browser that keeps nothing: the page opens as for one who is new
  }
}

/** Keeps a place for whoever comes back to this entry of the browser's history. */
export function savePlace(place: SavedPlace): void {
  try {
    sessionStorage.setItem(PLACE + (entryId() ?? markEntry()), JSON.stringify(place));
  } catch {
    // as above
  }
}

const PLACE = "thread place ";

/** What tells this entry of the history from others, once a place was kept for it. */
function entryId(): string | null {
  const id: unknown = history.state?.threadEntry;
  return typeof id === "string" ? id : null;
}

/** Not by way of the router, which would draw anew: for it nothing changes. */
function markEntry(): string {
  const id = crypto.randomUUID?.() ?? String(Math.random());
  History.prototype.replaceState.call(history, { ...history.state, threadEntry: id }, "");
  return id;
}

function isPlace(saved: unknown): saved is SavedPlace {
  if (saved === "end") return true;
  if (typeof saved !== "object" || saved === null || !("messageId" in saved) || !("top" in saved)) return false;
  return typeof saved.messageId === "string" && typeof saved.top === "number";
}
