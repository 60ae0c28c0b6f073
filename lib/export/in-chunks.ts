import { setImmediate } from "node:timers/promises";

/** How large a chunk is about, in characters, and how long making one may hold the event loop, in milliseconds. */
const CHUNK_CHARACTERS = 64 * 1024;
const SLICE_MS = 10;

/** Joins pieces to chunks that are worth sending, and lets the event loop go between two of them. */
export async function* inChunks(pieces: Iterable<string>): AsyncGenerator<string, void> {
  let parts: string[] = [];
  let size = 0;
  let since = performance.now();
  for (const piece of pieces) {
    parts.push(piece);
    size += piece.length;
    if (size < CHUNK_CHARACTERS && performance.now() - since < SLICE_MS) continue;
    yield parts.join("");
    parts = [];
    size = 0;
    await setImmediate();
    since = performance.now();
  }
  if (size > 0) yield parts.join("");
}
