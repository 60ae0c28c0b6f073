import type { FeedEvent } from "@/lib/core/change.ts";

export type ConnectionState = "live" | "reconnecting" | "offline";

/** The part of the browser's EventSource that is used. */
export interface FeedSource {
  readonly readyState: number;
  onopen: (() => void) | null;
  onmessage: ((message: { data: string }) => void) | null;
  onerror: (() => void) | null;
  close(): void;
}

/** What the connection needs of its surroundings; a test gives its own. */
export interface FeedSurroundings {
  open(url: string): FeedSource;
  isOnline(): boolean;
  isHidden(): boolean;
  /** Calls back when the network comes or goes, or the page is shown or hidden. Returns its undo. */
  onTurn(listener: () => void): () => void;
}

export interface FeedConnectionOptions {
  /** "live" or "thread:<id>". */
  scope: string;
  /** The cursor of the view that the changes are to be applied to. */
  after: number;
  onChanges(event: Extract<FeedEvent, { type: "changes" }>): void;
  /** The view has to be read anew. The connection has closed itself. */
  onResync(): void;
  onState(state: ConnectionState): void;
}

export interface FeedConnection {
  close(): void;
}

const CLOSED = 2;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
/** Browsers open six connections per host: a page that nobody looks at gives its own back after this time. */
const HIDDEN_LIMIT_MS = 30_000;
/** Heartbeats are not told to pages. After this long without a word, a page that is shown again asks anew. */
const SILENT_LIMIT_MS = 45_000;

/**
 * Follows the feed, and survives what connections suffer. While the browser reconnects by itself it is left alone (it
 * sends Last-Event-ID). When it gave up, or the computer slept, a new connection goes on from the newest cursor.
 */
export function openFeedConnection(options: FeedConnectionOptions, surroundings: FeedSurroundings): FeedConnection {
  let source: FeedSource | null = null;
  let cursor = options.after;
  let failures = 0;
  let heardAt = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let hide: ReturnType<typeof setTimeout> | undefined;
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
  const close = () => {
    drop();
    clearTimeout(hide);
    forget();
  };
  const connect = () => {
    drop();
    heardAt = Date.now();
    source = listen(surroundings.open(feedUrl(options.scope, cursor)), { onOpen, onData, onError });
  };
  const onOpen = () => {
    failures = 0;
    heardAt = Date.now();
    tell("live");
  };
  const onData = (data: string) => {
    heardAt = Date.now();
    const event = parseFeedEvent(data);
    if (event?.type !== "changes") {
      close();
      options.onResync();
      return;
    }
    cursor = Math.max(cursor, event.cursor);
    options.onChanges(event);
  };
  const onError = () => {
    tell(surroundings.isOnline() ? "reconnecting" : "offline");
    if (source?.readyState !== CLOSED) return;
    drop();
    retry = setTimeout(connect, Math.min(FIRST_DELAY_MS * 2 ** failures, LONGEST_DELAY_MS));
    failures += 1;
  };
  const onTurn = () => {
    clearTimeout(hide);
    if (!surroundings.isOnline()) tell("offline");
    else if (surroundings.isHidden()) hide = setTimeout(drop, HIDDEN_LIMIT_MS);
    else if (told !== "live" || !source || Date.now() - heardAt > SILENT_LIMIT_MS) connect();
  };
  const forget = surroundings.onTurn(onTurn);
  connect();
  if (surroundings.isHidden()) onTurn();
  return { close };
}

function feedUrl(scope: string, after: number): string {
  return `/api/feed?${new URLSearchParams({ after: String(after), scope })}`;
}

interface Listeners {
  onOpen(): void;
  onData(data: string): void;
  onError(): void;
}

function listen(source: FeedSource, { onOpen, onData, onError }: Listeners): FeedSource {
  source.onopen = onOpen;
  source.onmessage = (message) => onData(message.data);
  source.onerror = onError;
  return source;
}

/** What can't be read as an event of the feed is null: the view is then read anew rather than guessed. */
function parseFeedEvent(data: string): FeedEvent | null {
  try {
    const event: unknown = JSON.parse(data);
    if (typeof event !== "object" || event === null || !("type" in event) || !("cursor" in event)) return null;
    return typeof event.cursor === "number" ? (event as FeedEvent) : null;
  } catch {
    return null;
  }
}
