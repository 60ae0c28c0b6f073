import type { ThreadWindow, WindowPlace } from "@/lib/core/thread-window.ts";

/** A part of a thread, or why there is none: the thread is gone, or the message that the place names is. */
export type FetchedPart = ThreadWindow | "thread-unknown" | "message-unknown";

/** The part of a thread at a place, as the server has it now. @throws when it is not reached */
export async function fetchPart(threadId: string, place: WindowPlace): Promise<FetchedPart> {
  const query = "messageId" in place ? { [place.at]: place.messageId } : { at: place.at };
  const address = `/api/threads/${encodeURIComponent(threadId)}/window?${new URLSearchParams(query)}`;
  const response = await fetch(address, { cache: "no-store" });
  if (response.ok) return (await response.json()) as ThreadWindow;
  const { code } = (await response.json()) as { code?: string };
  if (response.status === 404 && (code === "thread-unknown" || code === "message-unknown")) return code;
  throw new Error(`${address} answered ${response.status}.`);
}

/**
 * How many messages stand before and after a part of a thread; null when an edge of it is gone.
 * @throws when the server is not reached
 */
export async function fetchCounts(
  threadId: string,
  edges: { first: string; last: string },
): Promise<Pick<ThreadWindow, "before" | "after" | "cursor"> | null> {
  const address = `/api/threads/${encodeURIComponent(threadId)}/counts?${new URLSearchParams(edges)}`;
  const response = await fetch(address, { cache: "no-store" });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`);
  return (await response.json()) as Pick<ThreadWindow, "before" | "after" | "cursor">;
}
