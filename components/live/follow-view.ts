import type { Change } from "@/lib/core/change.ts";
import type { ConnectionState } from "./feed-connection.ts";
import type { ChangesEvent, FeedSubscriber } from "./tab-feed.ts";

export interface FollowViewOptions<View extends { cursor: number }> {
  /** Whether a change is for this view. Without it, all are. */
  concerns?(change: Change): boolean;
  /** The store: the view as it is shown, and how it is replaced. */
  read(): View;
  write(view: View): void;
  /** Pure; leaves out what the view's cursor says it holds already. */
  apply(view: View, changes: readonly Change[], cursor: number): View;
  /** The view as the server has it now; null when it is gone. @param anew nothing of what is held can be relied on */
  fetchView(anew: boolean): Promise<View | null>;
  /** Whether a change can't be applied and calls for reading the view anew. @param view with the changes applied */
  needsFetch?(changes: readonly Change[], view: View): boolean;
  onState(state: ConnectionState): void;
  subscribe(subscriber: FeedSubscriber): { close(): void };
  /** Runs a function soon, once per frame. Returns its undo. */
  soon(run: () => void): () => void;
  /** Runs a function after a time, when someone can see what it brings. Returns its undo. */
  whenShown(run: () => void, delayMs: number): () => void;
}

const FETCH_DELAY_MS = 150;
const FETCH_AGAIN_MS = 2_000;

export interface ViewFollower<View> {
  /**
   * Takes in something that is read on the side: what the feed brings meanwhile is applied to it too.
   * @param put makes the new view of the one that is held and what was read
   * @returns what was read; null when there was nothing, or it came too late to be put in
   */
  takeIn<Read extends View>(
    read: () => Promise<Read | null>,
    put: (held: View, read: Read) => View,
  ): Promise<View | null>;
  close(): void;
}

/** Keeps a view true: applies what the feed brings, once per frame, and reads the view anew when it has to. */
export function followView<View extends { cursor: number }>(options: FollowViewOptions<View>): ViewFollower<View> {
  return new FollowedView(options);
}

/** What came while something is being read. */
interface Meanwhile {
  events: ChangesEvent[];
  /** Whether the feed had to begin anew, so that events may be missing. */
  broken: boolean;
}

class FollowedView<View extends { cursor: number }> {
  readonly #options: FollowViewOptions<View>;
  #pending: ChangesEvent[] = [];
  readonly #reads = new Set<Meanwhile>();
  #refreshing = false;
  #cancelFlush: (() => void) | null = null;
  #cancelFetch: (() => void) | null = null;
  #subscription: { close(): void } | null = null;
  #closed = false;
  /** How far the view has heard: what isn't for it moves this on, and draws nothing. */
  #reached: number;

  constructor(options: FollowViewOptions<View>) {
    this.#options = options;
    this.#reached = options.read().cursor;
    this.#subscribe();
  }

  close(): void {
    this.#closed = true;
    this.#cancelFlush?.();
    this.#cancelFetch?.();
    this.#subscription?.close();
    const view = this.#options.read();
    const isWhole = this.#pending.length === 0;
    // A page that is opened again goes on from there, not from the last change that was for it.
    if (isWhole && this.#reached > view.cursor) this.#options.write({ ...view, cursor: this.#reached });
  }

  #subscribe(): void {
    this.#subscription = this.#options.subscribe({
      after: this.#reached,
      onChanges: (event) => this.#hear(event),
      onResync: () => void this.#resync(),
      onState: this.#options.onState,
    });
  }

  #hear(event: ChangesEvent): void {
    const { concerns, soon } = this.#options;
    this.#reached = Math.max(this.#reached, event.cursor);
    const own = concerns ? { ...event, changes: event.changes.filter(concerns) } : event;
    if (own.changes.length === 0) return;
    this.#pending.push(own);
    for (const each of this.#reads) each.events.push(own);
    this.#cancelFlush ??= soon(() => this.#flush());
  }

  #flush(): void {
    const { read, write, apply, needsFetch } = this.#options;
    this.#cancelFlush = null;
    const events = this.#pending;
    this.#pending = [];
    const view = withEvents(read(), events, apply);
    write(view);
    if (needsFetch && events.some((event) => needsFetch(event.changes, view))) this.#fetchSoon();
  }

  #fetchSoon(delay = FETCH_DELAY_MS): void {
    this.#cancelFetch ??= this.#options.whenShown(() => void this.#refresh(), delay);
  }

  /** Reads the view anew while the feed goes on. */
  async #refresh(): Promise<void> {
    this.#cancelFetch = null;
    if (this.#refreshing) return this.#fetchSoon();
    const { read, apply, fetchView } = this.#options;
    this.#refreshing = true;
    const { value: fetched, events } = await this.#hearingMeanwhile(() => fetchView(false));
    this.#refreshing = false;
    if (this.#closed || fetched === null) return;
    const view = fetched && withEvents(fetched, events, apply);
    if (view && view.cursor >= read().cursor) this.#writeFetched(view);
    else this.#fetchSoon(FETCH_AGAIN_MS);
  }

  #writeFetched(view: View): void {
    this.#options.write(view);
    // What came while it was read may call for reading it once more.
    if (this.#options.needsFetch?.([], view)) this.#fetchSoon();
  }

  async takeIn<Read extends View>(read: () => Promise<Read | null>, put: (held: View, read: Read) => View) {
    const { value, events, broken } = await this.#hearingMeanwhile(read);
    if (this.#closed || broken || !value) return null;
    const taken = withEvents<View>(value, events, this.#options.apply) as Read;
    this.#writeFetched(put(this.#options.read(), taken));
    return taken;
  }

  /** `value` is undefined when it could not be read. */
  async #hearingMeanwhile<Value>(read: () => Promise<Value>): Promise<Meanwhile & { value: Value | undefined }> {
    const meanwhile: Meanwhile = { events: [], broken: false };
    this.#reads.add(meanwhile);
    const value = await read().catch(() => undefined);
    this.#reads.delete(meanwhile);
    return { ...meanwhile, value };
  }

  /** Reads the view anew because the feed can't go on from where it was; then goes on from the new view. */
  async #resync(): Promise<void> {
    if (this.#closed) return;
    const { read, write, onState, fetchView } = this.#options;
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    this.#pending = [];
    for (const each of this.#reads) each.broken = true;
    this.#reached = read().cursor;
    this.#cancelFetch?.();
    this.#cancelFetch = null;
    onState("reconnecting");
    const fetched = await fetchView(true).catch(() => undefined);
    if (this.#closed || fetched === null) return;
    if (!fetched) {
      const timer = setTimeout(() => void this.#resync(), FETCH_AGAIN_MS);
      this.#cancelFetch = () => clearTimeout(timer);
      return;
    }
    write(fetched);
    this.#reached = fetched.cursor;
    this.#subscribe();
  }
}

function withEvents<View extends { cursor: number }>(
  view: View,
  events: readonly ChangesEvent[],
  apply: FollowViewOptions<View>["apply"],
): View {
  return events.reduce((next, event) => apply(next, event.changes, event.cursor), view);
}
