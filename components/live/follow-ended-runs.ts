import type { Change } from "@/lib/core/change.ts";
import type { HomeView, Run } from "@/lib/core/message.ts";
import type { FeedSubscriber } from "./tab-feed.ts";

export interface EndedRunsOptions {
  /** What is being written and waits when it begins, and the cursor to go on from. */
  home: Pick<HomeView, "live" | "cursor">;
  /** A run that Switchboard had launched ended, and wasn't stopped by a person. */
  onEnded(run: Run): void;
  subscribe(subscriber: FeedSubscriber): { close(): void };
  /** Reads the home view anew. @returns null when it is gone */
  readHome(): Promise<Pick<HomeView, "live" | "cursor"> | null>;
}

/** So long after reading has failed it is tried again, in milliseconds. */
const AGAIN_MS = 2_000;

/**
 * Tells of runs that end. Only of those that were seen before their end: what is imported or read anew ended long ago.
 * Sessions in a terminal are their terminal's to tell of.
 */
export function followEndedRuns(options: EndedRunsOptions): { close(): void } {
  const { onEnded, subscribe, readHome } = options;
  let closed = false;
  let subscription: { close(): void } | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const going = new Set<string>();

  const begin = ({ live, cursor }: Pick<HomeView, "live" | "cursor">) => {
    going.clear();
    for (const { message } of live) if (message.run?.origin === null) going.add(message.messageId);
    subscription = subscribe({
      after: cursor,
      onChanges: ({ changes }) => {
        for (const change of changes) if (change.seq > cursor) hear(change);
      },
      onResync: () => void beginAnew(),
      onState: () => {}, // the shell tells it
    });
  };
  const hear = (change: Change) => {
    if (change.type === "message-deleted") going.delete(change.messageId);
    if (change.type !== "run" || change.run.origin !== null) return;
    const { run } = change;
    if (run.state !== "ended") going.add(run.messageId);
    else if (going.delete(run.messageId) && run.failure?.code !== "stopped-by-user") onEnded(run);
  };
  /** What ended meanwhile stays untold: how it ended was not heard. */
  const beginAnew = async () => {
    subscription = null;
    const home = await readHome().catch(() => null);
    if (closed) return;
    if (home) begin(home);
    else retry = setTimeout(() => void beginAnew(), AGAIN_MS);
  };
  begin(options.home);
  return {
    close() {
      closed = true;
      clearTimeout(retry);
      subscription?.close();
    },
  };
}
