import type { FeedEvent } from "@/lib/core/change.ts";
import { watchSilence } from "./watch-silence.ts";

export type ConnectionState = "live" | "reconnecting" | "offline";

/** What the feed said, and the cursor that it follows from: who has heard less than that has missed something. */
export interface HeardEvent {
  from: number;
  event: FeedEvent;
}

/** The part of the browser's EventSource that is used. */
export interface FeedSource {
  readonly readyState: number;
  onopen: (() => void) | null;
  onmessage: ((message: { data: string }) => void) | null;
  onerror: (() => void) | null;
  close(): void;
}

/** What the connection needs of its surroundings; a test gives its own. */
export interface ConnectionSurroundings {
  open(url: string, onBeat: () => void): FeedSource;
  isOnline(): boolean;
  /** Calls back when the network comes or goes, or the page is shown or hidden. Returns its undo. */
  onTurn(listener: () => void): () => void;
}

export interface FeedConnectionOptions {
  /** The cursor to go on from. */
  after: number;
  onEvent(heard: HeardEvent): void;
  /** Something was heard of the connection, if only that it is lost. */
  onSign(): void;
  onState(state: ConnectionState): void;
}

export interface FeedConnection {
  close(): void;
}

const CLOSED = 2;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
/** The server speaks every 15 seconds. After this long without a word the connection is taken for dead. */
const SILENT_LIMIT_MS = 45_000;
/** No database has it: the server answers with the cursor to go on from after reading everything anew. */
const NO_CURSOR = -1;

/**
 * Follows the feed, and survives what connections suffer. While the browser reconnects by itself it is left alone (it
 * sends Last-Event-ID). When it gave up, or nothing is heard, a new connection goes on from the newest cursor.
 */
export function openFeedConnection(
  options: FeedConnectionOptions,
  surroundings: ConnectionSurroundings,
): FeedConnection {
  let source: FeedSource | null = null;
  let cursor = options.after;
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let told: ConnectionState | null = null;

  const tell = (state: ConnectionState) => {
    if (state === told) return;
    told = state;
    options.onState(state);
  };
  const drop = () => {
    clearTimeout(retry);
    source?.close();
    source = null;
  };
  const connect = () => {
    drop();
    silence.heard();
    source = surroundings.open(feedUrl(cursor), onBeat);
    source.onopen = onOpen;
    source.onmessage = ({ data }) => onData(data);
    source.onerror = onError;
  };
  const connectLater = () => {
    tell(surroundings.isOnline() ? "reconnecting" : "offline");
    drop();
    retry = setTimeout(connect, Math.min(FIRST_DELAY_MS * 2 ** failures, LONGEST_DELAY_MS));
    failures += 1;
  };
  const onBeat = () => {
    silence.heard();
    options.onSign();
  };
  const onOpen = () => {
    failures = 0;
    onBeat();
    tell("live");
  };
  const onData = (data: string) => {
    silence.heard();
    const event = parseFeedEvent(data);
    const from = cursor;
    cursor = event?.cursor ?? NO_CURSOR;
    if (event) options.onEvent({ from, event });
    else connectLater();
  };
  const onError = () => {
    if (source?.readyState === CLOSED) connectLater();
    else tell(surroundings.isOnline() ? "reconnecting" : "offline");
    options.onSign();
  };
  const silence = watchSilence(SILENT_LIMIT_MS, () => {
    tell(surroundings.isOnline() ? "reconnecting" : "offline");
    connect();
  });
  const forget = surroundings.onTurn(() => {
    if (!surroundings.isOnline()) tell("offline");
    else if (told !== "live") connect();
  });
  connect();
  return {
    close() {
      drop();
      silence.stop();
      forget();
    },
  };
}

function feedUrl(after: number): string {
  return `/api/feed?${new URLSearchParams({ after: String(after), scope: "live" })}`;
}

/** What can't be read as an event of the feed is null: everything is then read anew rather than guessed. */
function parseFeedEvent(data: string): FeedEvent | null {
  try {
    const event: unknown = JSON.parse(data);
    if (typeof event !== "object" || event === null || !("type" in event) || !("cursor" in event)) return null;
    return typeof event.cursor === "number" ? (event as FeedEvent) : null;
  } catch {
    return null;
  }
}
