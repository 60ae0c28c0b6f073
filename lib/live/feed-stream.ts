import type { ServerResponse } from "node:http";
import { processWide } from "../process-wide.ts";
import { FeedReader } from "./feed-reader.ts";
import type { Hub } from "./hub.ts";
import type { FeedScope } from "./scope.ts";

export interface FeedStreamOptions {
  after: number | null;
  scope: FeedScope;
  /** Between two beats, in milliseconds. */
  beatMs?: number;
  /** How long a reader may take nothing of what there is for it, in milliseconds. */
  stallMs?: number;
}

const BEAT_MS = 15_000;
const STALL_MS = 10_000;
/** Bytes given to a connection at once: more than that never waits in it, and each piece taken shows that it lives. */
const PIECE_BYTES = 65_536;
/** Tells a browser that the connection lives, which a comment would not. It has no id: it moves no cursor. */
const BEAT = "event: beat\ndata: {}\n\n";

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  // no-transform: compression would hold events back.
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

/** All streams of this process that are open, so that a server that shuts down can close them. */
function openStreams(): Set<FeedStream> {
  return processWide("feed-streams", () => new Set<FeedStream>());
}

/** Closes every stream; the browsers connect again by themselves. */
export function closeAllStreams(): void {
  for (const stream of openStreams()) stream.end();
}

/**
 * Server-sent events to one connection. What it doesn't take is not queued: it stays where it was in the feed, and goes
 * on from there when it has taken what it was given. One that takes nothing is dropped; it connects again.
 */
export class FeedStream {
  readonly #response: ServerResponse;
  readonly #reader: FeedReader;
  readonly #stallMs: number;
  readonly #beat: NodeJS.Timeout;
  /** What is left of the event that is being sent. */
  #rest: Buffer | null = null;
  #stalled: NodeJS.Timeout | null = null;
  #closed = false;

  /** @throws when the database can't be read; nothing was sent then */
  constructor(hub: Hub, response: ServerResponse, options: FeedStreamOptions) {
    const { after, scope, beatMs = BEAT_MS, stallMs = STALL_MS } = options;
    this.#response = response;
    this.#stallMs = stallMs;
    this.#reader = new FeedReader(hub, {
      after,
      scope,
      onNews: () => this.#pump(),
      onFailed: (error) => {
        console.error("A live stream ended because of an error; its reader connects again.", error);
        this.end();
      },
    });
    this.#beat = setInterval(() => {
      if (!this.#stalled) this.#write(BEAT);
    }, beatMs);
    openStreams().add(this);
    response.on("close", () => this.#close());
    response.on("error", () => this.#close());
    response.on("drain", () => this.#drained());
    if (response.destroyed) this.#close();
    else this.#open();
  }

  #open(): void {
    this.#response.writeHead(200, HEADERS);
    this.#write("retry: 1000\n\n");
    this.#pump();
  }

  /** Ends the connection in order: what it was given still arrives. */
  end(): void {
    this.#close();
    this.#response.end();
  }

  #close(): void {
    this.#closed = true;
    this.#reader.close();
    clearInterval(this.#beat);
    if (this.#stalled) clearTimeout(this.#stalled);
    this.#rest = null;
    openStreams().delete(this);
  }

  #pump(): void {
    while (!this.#closed && !this.#stalled) {
      const bytes = this.#rest ?? this.#reader.next()?.frame;
      if (!bytes) return;
      this.#rest = bytes.length > PIECE_BYTES ? bytes.subarray(PIECE_BYTES) : null;
      this.#write(bytes.subarray(0, PIECE_BYTES));
    }
  }

  #write(bytes: Buffer | string): void {
    if (this.#response.write(bytes)) return;
    this.#stalled = setTimeout(() => this.#response.destroy(), this.#stallMs);
  }

  #drained(): void {
    if (this.#stalled) clearTimeout(this.#stalled);
    this.#stalled = null;
    this.#pump();
  }
}
