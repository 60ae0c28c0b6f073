import type { ConnectionState, FeedConnection, FeedConnectionOptions, HeardEvent } from "./feed-connection.ts";
import type { FeedUpstream, UpstreamOptions } from "./tab-feed.ts";
import { type SilenceWatch, watchSilence } from "./watch-silence.ts";

/** What tabs say to each other. */
export type TabMessage =
  /** A tab that joins, or missed something, asks the leader for what came after its cursor. */
  | { type: "hello"; tab: string; after: number }
  /** The leader's answer: what came, or null when it doesn't know any more; and where it stands. */
  | { type: "welcome"; tab: string; events: HeardEvent[] | null; cursor: number; state: ConnectionState }
  /** The leader is there, and where it stands. */
  | { type: "here"; cursor: number; state: ConnectionState }
  /** The leader leaves. The next one may be a tab that is frozen. */
  | { type: "bye" }
  | ({ type: "event" } & HeardEvent);

/** What sharing needs of the browser; a test gives its own. */
export interface SharingSurroundings {
  /** Joins the other tabs. */
  join(onMessage: (message: TabMessage) => void): { post(message: TabMessage): void; leave(): void };
  /** Calls back when this tab becomes the leader, which it stays until the function that is returned is called. */
  whenLeading(onLead: () => void): () => void;
  connect(options: FeedConnectionOptions): FeedConnection;
}

/** A leader speaks at least every 15 seconds. One that doesn't is frozen: others do without it until it speaks. */
const SILENT_LIMIT_MS = 45_000;
/** How long the answer to a hello may take. */
const ANSWER_LIMIT_MS = 5_000;

/**
 * One connection for all tabs of the browser. One tab leads: it has the connection, and tells the others each event. Each
 * tab knows how far it has heard, so that it notices what it missed, and can go on when the leader is gone.
 */
export function shareFeed(options: UpstreamOptions, surroundings: SharingSurroundings): FeedUpstream {
  const sharing = new Sharing(options, surroundings);
  return { close: () => sharing.close() };
}

class Sharing {
  readonly #tab = crypto.randomUUID();
  readonly #options: UpstreamOptions;
  readonly #surroundings: SharingSurroundings;
  readonly #channel: ReturnType<SharingSurroundings["join"]>;
  readonly #stopLeading: () => void;
  readonly #silence: SilenceWatch;
  #leading = false;
  /** Whether each event of the leader follows from what this tab has heard. */
  #joined = false;
  #connection: FeedConnection | null = null;
  #state: ConnectionState = "live";
  #unanswered: ReturnType<typeof setTimeout> | undefined;

  constructor(options: UpstreamOptions, surroundings: SharingSurroundings) {
    this.#options = options;
    this.#surroundings = surroundings;
    this.#silence = watchSilence(SILENT_LIMIT_MS, () => this.#doWithout());
    this.#channel = surroundings.join((message) => this.#hear(message));
    this.#stopLeading = surroundings.whenLeading(() => this.#lead());
    this.#sayHello();
  }

  close(): void {
    clearTimeout(this.#unanswered);
    this.#silence.stop();
    if (this.#leading) this.#channel.post({ type: "bye" });
    this.#stopLeading();
    this.#channel.leave();
    this.#connection?.close();
  }

  #lead(): void {
    this.#leading = true;
    clearTimeout(this.#unanswered);
    this.#silence.stop();
    this.#connect();
    this.#sayHere();
  }

  /** When the leader speaks again, it is asked what it has told meanwhile. */
  #doWithout(): void {
    this.#joined = false;
    this.#connect();
  }

  #connect(): void {
    this.#connection ??= this.#surroundings.connect({
      after: this.#options.heard.end,
      onEvent: (heard) => {
        this.#options.onEvent(heard);
        if (this.#leading) this.#channel.post({ type: "event", ...heard });
      },
      onSign: () => this.#sayHere(),
      onState: (state) => {
        this.#tell(state);
        this.#sayHere();
      },
    });
  }

  #sayHere(): void {
    if (!this.#leading) return;
    this.#channel.post({ type: "here", cursor: this.#options.heard.end, state: this.#state });
  }

  #sayHello(): void {
    this.#joined = false;
    if (this.#leading) return;
    this.#channel.post({ type: "hello", tab: this.#tab, after: this.#options.heard.end });
    this.#unanswered ??= setTimeout(() => {
      this.#unanswered = undefined;
      this.#doWithout();
    }, ANSWER_LIMIT_MS);
  }

  #hear(message: TabMessage): void {
    if (this.#leading) {
      if (message.type === "hello") this.#welcome(message);
      return;
    }
    if (message.type === "hello" || (message.type === "welcome" && message.tab !== this.#tab)) return;
    this.#silence.heard();
    if (message.type === "event") this.#hearEvent(message);
    else if (message.type === "welcome") this.#join(message);
    else if (message.type === "bye") this.#sayHello();
    else this.#hearHere(message);
  }

  #hearEvent(heard: HeardEvent): void {
    if (this.#joined) this.#take(heard);
    else if (!this.#unanswered) this.#sayHello();
  }

  /** Also when a hello is unanswered: it may have been said when nobody led yet. */
  #hearHere({ cursor, state }: Extract<TabMessage, { type: "here" }>): void {
    this.#tell(state);
    if (!this.#joined || cursor > this.#options.heard.end) this.#sayHello();
  }

  #welcome({ tab, after }: { tab: string; after: number }): void {
    const { heard } = this.#options;
    this.#channel.post({ type: "welcome", tab, events: heard.since(after), cursor: heard.end, state: this.#state });
  }

  #join({ events, cursor, state }: Extract<TabMessage, { type: "welcome" }>): void {
    clearTimeout(this.#unanswered);
    this.#unanswered = undefined;
    this.#connection?.close();
    this.#connection = null;
    this.#joined = true;
    this.#tell(state);
    if (events) for (const heard of events) this.#take(heard);
    else this.#options.onGap(cursor);
  }

  #take({ from, event }: HeardEvent): void {
    const { end } = this.#options.heard;
    if (event.type === "changes" && event.cursor <= end) return;
    if (event.type === "changes" && from > end) this.#sayHello();
    else this.#options.onEvent({ from, event });
  }

  #tell(state: ConnectionState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
