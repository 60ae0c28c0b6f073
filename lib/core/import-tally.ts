/** What became of the rows of one kind that an import read. */
export interface Count {
  /** In the file. */
  read: number;
  /** New here, and stored (in a preview: to be stored). */
  added: number;
  /** Here already, just so. */
  equal: number;
  /** Something else of that id is here: that stays, this was kept out. */
  conflicts: number;
  /** Not understood, and kept out. */
  broken: number;
}

export const COUNTED_KINDS = ["threads", "messages", "modules", "searches", "templates"] as const;
export type CountedKind = (typeof COUNTED_KINDS)[number];

/** What an import read and what became of it. */
export interface Tally extends Record<CountedKind, Count> {
  /** Threads that were made for messages that name one that the file doesn't have. */
  made: number;
  /** Lines of which not even the kind is known. */
  unknown: number;
}

const none = (): Count => ({ read: 0, added: 0, equal: 0, conflicts: 0, broken: 0 });

export function emptyTally(): Tally {
  const counts = { threads: none(), messages: none(), modules: none(), searches: none(), templates: none() };
  return { ...counts, made: 0, unknown: 0 };
}

/** Adds what a step counted. */
export function addTally(sum: Tally, step: Tally): void {
  for (const kind of COUNTED_KINDS) {
    for (const field of Object.keys(sum[kind]) as (keyof Count)[]) sum[kind][field] += step[kind][field];
  }
  sum.made += step.made;
  sum.unknown += step.unknown;
}

/** Whether every row that was read is accounted for. */
export function isAccountedFor(tally: Tally): boolean {
  return COUNTED_KINDS.every((kind) => {
    const { read, added, equal, conflicts, broken } = tally[kind];
    return read === added + equal + conflicts + broken;
  });
}

/** Kinds of what an import of a file has to tell; "lost" ones are not in the database. */
export const FILE_PROBLEMS = {
  "line-broken": "lost",
  "line-unknown": "lost",
  "row-broken": "lost",
  "conflict-thread": "lost",
  "conflict-message": "lost",
  "conflict-module": "lost",
  "conflict-search": "lost",
  "conflict-template": "lost",
  "thread-differs": "kept-ours",
  "rights-withheld": "kept-ours",
  "thread-made": "mended",
  "time-guessed": "mended",
  "cut-off": "lost",
  "count-differs": "lost",
} as const;
export type FileProblemKind = keyof typeof FILE_PROBLEMS;

/** Something that an import has to tell, with where it stands. */
export interface FileProblem {
  /** The line of the file, or the row of its table; from 1. null when it is about the whole file. */
  line: number | null;
  kind: FileProblemKind;
  detail: string;
}
