/** Orders of the list of threads: last activity or creation, newest first; title, A to Z, those without one last. */
export const THREAD_SORTS = ["activity", "created", "title"] as const;
export type ThreadSort = (typeof THREAD_SORTS)[number];

/**
 * How a thread stands. live: something in it is being written, or waits in line. failed: an answer failed, and not
 * because a person stopped it. complete: neither.
 */
export const THREAD_STATES = ["live", "failed", "complete"] as const;
export type ThreadState = (typeof THREAD_STATES)[number];

/** Where a thread's messages come from: asked through Switchboard, imported from Claude Code's history, or neither. */
export const THREAD_SOURCES = ["here", "history", "other"] as const;
export type ThreadSource = (typeof THREAD_SOURCES)[number];

/** Which threads to list, and in which order. */
export interface ThreadFilter {
  /** Default: "activity". */
  sort?: ThreadSort | undefined;
  /** Only threads in which this module takes part. */
  module?: string | undefined;
  status?: ThreadState | undefined;
  source?: ThreadSource | undefined;
  /** Only threads with this tag. */
  tag?: string | undefined;
  /** Only threads whose title has all of these words; each may be only begun. */
  title?: string | undefined;
  /** true: only pinned ones; false: only those that are not. */
  pinned?: boolean | undefined;
  /** false (default): those not archived; true: only the archived ones. */
  archived?: boolean | undefined;
  /** Only these threads. */
  ids?: readonly string[] | undefined;
  /** At most this many (1 to 1,000; default 50). */
  limit?: number | undefined;
  /** The page after another one: its `next`. */
  after?: string | undefined;
  /** Only those whose last activity is before this time (Unix seconds), in the order of activity. */
  before?: number | undefined;
  /** With `before`: also those of just that time whose place is after this thread, so that a page misses none. */
  beforeThread?: string | undefined;
}
