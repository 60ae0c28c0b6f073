import { EventEmitter } from "node:events";
import { processWide } from "../process-wide.ts";

/** Rings within this process when it committed something; other processes are noticed by polling the database. */
function bell(): EventEmitter {
  return processWide("bell", () => new EventEmitter().setMaxListeners(0));
}

/** Tells the readers in this process that there may be something new. */
export function ringBell(): void {
  bell().emit("ring");
}

/** Calls `listener` at each ring. @returns ends it */
export function onBell(listener: () => void): () => void {
  bell().on("ring", listener);
  return () => bell().off("ring", listener);
}
