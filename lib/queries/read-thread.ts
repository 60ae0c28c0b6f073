import type { OutlinePart } from "../core/thread-outline.ts";
import type { ThreadWindow, WindowPlace } from "../core/thread-window.ts";
import { readOutline } from "../db/thread-outline.ts";
import { FIRST_WINDOW, NEXT_WINDOW, readThreadWindow, readWholeText, readWindowCounts } from "../db/thread-window.ts";
import { getEngine } from "./engine.ts";

/**
 * The part of a thread that its page begins with; null when there is none of that id.
 * @throws SwitchboardError message-unknown when the place names a message that isn't in it
 */
export async function readFirstWindow(threadId: string, place: WindowPlace): Promise<ThreadWindow | null> {
  return readThreadWindow((await getEngine()).store.db, threadId, place, FIRST_WINDOW);
}

/** Another part of a thread, to read on. @throws SwitchboardError message-unknown, as above */
export async function readWindow(threadId: string, place: WindowPlace): Promise<ThreadWindow | null> {
  return readThreadWindow((await getEngine()).store.db, threadId, place, NEXT_WINDOW);
}

/** How many messages stand around a part of a thread. @throws SwitchboardError message-unknown */
export async function readCounts(threadId: string, first: string, last: string) {
  return readWindowCounts((await getEngine()).store.db, threadId, { first, last });
}

/** The questions before or after a message. @throws SwitchboardError message-unknown */
export async function readThreadOutline(
  threadId: string,
  place: { at: "before" | "after"; messageId: string },
): Promise<OutlinePart> {
  return readOutline((await getEngine()).store.db, threadId, place);
}

/** All of a text of which a page has the beginning: a block's, or with `position` null the message's own; or null. */
export async function readText(messageId: string, position: number | null): Promise<string | null> {
  return readWholeText((await getEngine()).store.db, messageId, position);
}
