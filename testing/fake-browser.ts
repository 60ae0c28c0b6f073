import type { ConnectionState, FeedConnection, FeedConnectionOptions } from "../components/live/feed-connection.ts";
import { type SharingSurroundings, shareFeed, type TabMessage } from "../components/live/share-feed.ts";
import { TabFeed } from "../components/live/tab-feed.ts";
import type { Change } from "../lib/core/change.ts";

/** Between a message and its arrival in another tab, in milliseconds. */
const DELIVERY_MS = 1;

/** A server whose store is one text, and a browser with tabs that show it. */
export class FakeBrowser {
  /** The stored text, and how many changes made it. */
  text = "";
  cursor = 0;
  #trimmedTo = 0;
  #log: { seq: number; text: string }[] = [];
  readonly connections: FakeConnection[] = [];
  /** How long it takes to give the lock to a tab, in milliseconds. */
  lockMs = DELIVERY_MS;
  readonly tabs: FakeTab[] = [];
  #waiting: FakeTab[] = [];
  #leader: FakeTab | null = null;

  openTab(): FakeTab {
    const tab = new FakeTab(this);
    this.tabs.push(tab);
    return tab;
  }

  write(text: string): void {
    this.cursor += 1;
    this.text += text;
    this.#log.push({ seq: this.cursor, text });
    this.#tellAll();
  }

  /** The log is lost: who reads on from it must read everything anew. */
  trim(text: string): void {
    this.cursor += 1;
    this.text = text;
    this.#log = [];
    this.#trimmedTo = this.cursor;
    this.#tellAll();
  }

  beat(): void {
    for (const connection of this.#awake()) connection.options.onSign();
  }

  say(state: ConnectionState): void {
    for (const connection of this.#awake()) connection.options.onState(state);
  }

  /** Every connection is lost, and connects again from where it was. */
  breakOff(): void {
    this.say("reconnecting");
    this.say("live");
    this.#tellAll();
  }

  #awake(): FakeConnection[] {
    return this.connections.filter(({ isOpen, tab }) => isOpen && !tab.isFrozen);
  }

  #tellAll(): void {
    for (const connection of this.#awake()) this.tell(connection);
  }

  tell(connection: FakeConnection): void {
    if (!connection.isOpen || connection.tab.isFrozen || connection.cursor === this.cursor) return;
    const from = connection.cursor;
    const { cursor } = this;
    connection.cursor = cursor;
    if (from < this.#trimmedTo || from > cursor) {
      connection.options.onEvent({ from, event: { type: "resync", cursor } });
      return;
    }
    const changes = this.#log
      .filter(({ seq }) => seq > from)
      .map(({ seq, text }): Change => ({ seq, type: "text", threadId: "t", messageId: "m", position: 0, text }));
    connection.options.onEvent({ from, event: { type: "changes", cursor, changes } });
  }

  post(sender: FakeTab, message: TabMessage): void {
    const copy = structuredClone(message);
    for (const tab of this.tabs) {
      if (tab === sender || tab.isDeaf) continue;
      setTimeout(() => tab.receive(copy), DELIVERY_MS);
    }
  }

  /** The lock: the tab that has it leads. */
  queue(tab: FakeTab): void {
    this.#waiting.push(tab);
    this.#passOn();
  }

  release(tab: FakeTab): void {
    this.#waiting = this.#waiting.filter((other) => other !== tab);
    if (this.#leader === tab) this.#leader = null;
    this.#passOn();
  }

  #passOn(): void {
    if (this.#leader) return;
    const next = this.#waiting.shift() ?? null;
    this.#leader = next;
    if (next) setTimeout(() => this.#leader === next && next.lead(), this.lockMs);
  }
}

interface FakeConnection {
  tab: FakeTab;
  options: FeedConnectionOptions;
  after: number;
  cursor: number;
  isOpen: boolean;
}

/** A tab with views of the one text. */
export class FakeTab {
  readonly #browser: FakeBrowser;
  readonly #feed: TabFeed;
  readonly #views: FakeView[] = [];
  #hear: ((message: TabMessage) => void) | null = null;
  #missedWhileFrozen: TabMessage[] = [];
  #onLead = () => {};
  #leadsOnThaw = false;
  /** Messages of other tabs don't reach it. */
  isDeaf = false;
  isFrozen = false;
  fetches = 0;
  /** How many events its views were given. */
  events = 0;
  state: ConnectionState | null = null;

  constructor(browser: FakeBrowser) {
    this.#browser = browser;
    this.#feed = new TabFeed((options) => shareFeed(options, this.#surroundings()));
    this.openView();
  }

  get texts(): string[] {
    return this.#views.map((view) => view.text);
  }

  /** What its first view shows. */
  get text(): string | undefined {
    return this.texts[0];
  }

  /** @param snapshot what the view holds when it is opened; default: what is stored */
  openView(snapshot: { text: string; cursor: number } = this.#browser): void {
    this.#views.push(new FakeView(this, this.#browser, this.#feed, snapshot));
  }

  closeViews(): void {
    for (const view of this.#views.splice(0)) view.close();
  }

  /** Closed without a word: the browser frees what it had. */
  crash(): void {
    this.closeViews();
    this.#feed.leave();
    this.#hear = null;
  }

  leave(): void {
    this.#feed.leave();
  }

  comeBack(): void {
    this.#feed.comeBack();
  }

  freeze(): void {
    this.isFrozen = true;
  }

  thaw(): void {
    this.isFrozen = false;
    if (this.#leadsOnThaw) this.#onLead();
    this.#leadsOnThaw = false;
    for (const message of this.#missedWhileFrozen.splice(0)) this.receive(message);
    for (const connection of this.#browser.connections) if (connection.tab === this) this.#browser.tell(connection);
  }

  /** It has the lock, and hears of that when it is not frozen. */
  lead(): void {
    if (this.isFrozen) this.#leadsOnThaw = true;
    else this.#onLead();
  }

  receive(message: TabMessage): void {
    if (this.isFrozen) this.#missedWhileFrozen.push(message);
    else this.#hear?.(message);
  }

  #surroundings(): SharingSurroundings {
    return {
      join: (onMessage) => {
        this.#hear = onMessage;
        return {
          post: (message) => this.#browser.post(this, message),
          leave: () => {
            this.#hear = null;
          },
        };
      },
      whenLeading: (onLead) => {
        this.#onLead = onLead;
        this.#browser.queue(this);
        return () => {
          this.#onLead = () => {};
          this.#leadsOnThaw = false; // the lock that it hadn't heard of yet is given back
          this.#browser.release(this);
        };
      },
      connect: (options) => this.#connect(options),
    };
  }

  #connect(options: FeedConnectionOptions): FeedConnection {
    const { after } = options;
    const connection: FakeConnection = { tab: this, options, after, cursor: after, isOpen: true };
    this.#browser.connections.push(connection);
    setTimeout(() => {
      if (!connection.isOpen) return;
      options.onSign();
      options.onState("live");
      this.#browser.tell(connection);
    }, DELIVERY_MS);
    return {
      close() {
        connection.isOpen = false;
      },
    };
  }
}

/** Shows the text: a snapshot, and then what the feed says. */
class FakeView {
  readonly #tab: FakeTab;
  readonly #browser: FakeBrowser;
  readonly #feed: TabFeed;
  #subscription: { close(): void } | null = null;
  #isClosed = false;
  #cursor = 0;
  text = "";

  constructor(tab: FakeTab, browser: FakeBrowser, feed: TabFeed, snapshot: { text: string; cursor: number }) {
    this.#tab = tab;
    this.#browser = browser;
    this.#feed = feed;
    this.#begin(snapshot);
  }

  close(): void {
    this.#isClosed = true;
    this.#subscription?.close();
  }

  #begin({ text, cursor }: { text: string; cursor: number }): void {
    this.text = text;
    this.#cursor = cursor;
    this.#subscription = this.#feed.subscribe({
      after: this.#cursor,
      onChanges: ({ changes }) => {
        this.#tab.events += 1;
        for (const change of changes) {
          if (change.seq <= this.#cursor || change.type !== "text") continue;
          this.#cursor = change.seq;
          this.text += change.text;
        }
      },
      onResync: () => {
        if (this.#isClosed) return;
        this.#tab.fetches += 1;
        setTimeout(() => this.#isClosed || this.#begin(this.#browser), DELIVERY_MS);
      },
      onState: (state) => {
        this.#tab.state = state;
      },
    });
  }
}
