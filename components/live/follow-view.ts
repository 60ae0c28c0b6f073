import type { Change, FeedEvent } from "@/lib/core/change.ts";
import type { ConnectionState, FeedConnection, FeedConnectionOptions } from "./feed-connection.ts";

type ChangesEvent = Extract<FeedEvent, { type: "changes" }>;

export interface FollowViewOptions<View extends { cursor: number }> {
  scope: string;
  /** The store: the view as it is shown, and how it is replaced. */
  read(): View;
  write(view: View): void;
  /** Pure; leaves out what the view's cursor says it holds already. */
  apply(view: View, changes: readonly Change[], cursor: number): View;
  /** The view as the server has it now; null when it is gone. */
  fetchView(): Promise<View | null>;
  /** Whether a change can't be applied and calls for reading the view anew. */
  needsFetch?(changes: readonly Change[]): boolean;
  onState(state: ConnectionState): void;
  connect(options: FeedConnectionOptions): FeedConnection;
  /** Runs a function soon, once per frame. Returns its undo. */
  soon(run: () => void): () => void;
}

const FETCH_DELAY_MS = 150;
const FETCH_AGAIN_MS = 2_000;

/** Keeps a view true: applies what the feed brings, once per frame, and reads the view anew when it has to. */
export function followView<View extends { cursor: number }>(options: FollowViewOptions<View>): { close(): void } {
  let pending: ChangesEvent[] = [];
  /** What came while the view is being fetched, to be applied to what is fetched. Null when nothing is. */
  let meanwhile: ChangesEvent[] | null = null;
  let cancelFlush: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let connection: FeedConnection | null = null;
  let closed = false;

  const { apply } = options;
  const flush = () => {
    cancelFlush = null;
    const events = pending;
    pending = [];
    options.write(withEvents(options.read(), events, apply));
    if (options.needsFetch && events.some((event) => options.needsFetch?.(event.changes))) fetchSoon();
  };
  const onChanges = (event: ChangesEvent) => {
    pending.push(event);
    meanwhile?.push(event);
    cancelFlush ??= options.soon(flush);
  };
  const fetchSoon = (delay = FETCH_DELAY_MS) => {
    timer ??= setTimeout(() => void refresh(), delay);
  };
  /** Reads the view anew while the feed goes on. */
  const refresh = async () => {
    timer = undefined;
    if (meanwhile) return fetchSoon();
    meanwhile = [];
    const fetched = await options.fetchView().catch(() => undefined);
    const came = meanwhile;
    meanwhile = null;
    if (closed || fetched === null) return;
    const view = fetched && withEvents(fetched, came, apply);
    if (view && view.cursor >= options.read().cursor) options.write(view);
    else fetchSoon(FETCH_AGAIN_MS);
  };
  /** Reads the view anew because the feed can't go on from where it was; then goes on from the new view. */
  const resync = async () => {
    cancelFlush?.();
    cancelFlush = null;
    pending = [];
    clearTimeout(timer);
    timer = undefined;
    options.onState("reconnecting");
    const fetched = await options.fetchView().catch(() => undefined);
    if (closed || fetched === null) return;
    if (!fetched) {
      timer = setTimeout(() => void resync(), FETCH_AGAIN_MS);
      return;
    }
    options.write(fetched);
    connect();
  };
  const hooks = { scope: options.scope, onChanges, onResync: () => void resync(), onState: options.onState };
  const connect = () => {
    connection = options.connect({ ...hooks, after: options.read().cursor });
  };

  connect();
  return {
    close() {
      closed = true;
      cancelFlush?.();
      clearTimeout(timer);
      connection?.close();
    },
  };
}

function withEvents<View extends { cursor: number }>(
  view: View,
  events: readonly ChangesEvent[],
  apply: FollowViewOptions<View>["apply"],
): View {
  return events.reduce((next, event) => apply(next, event.changes, event.cursor), view);
}
