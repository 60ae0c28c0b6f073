import { applyChanges } from "../lib/core/change.ts";
import type { ThreadView } from "../lib/core/message.ts";
import { readChanges } from "../lib/db/changes.ts";
import type { Db } from "../lib/db/db.ts";
import { readThreadView } from "../lib/db/views.ts";

/** What a page shows of a thread; the content of an answer of ours is in its blocks. */
export function shownOf(view: ThreadView | null): unknown {
  if (view === null) return null;
  const messages = view.messages.map(({ content, ...rest }) => (rest.run === null ? { ...rest, content } : rest));
  return { thread: view.thread, messages };
}

/** A thread as a page that is opened now gets it. */
export function snapshot(db: Db, threadId: string): ThreadView {
  const view = readThreadView(db, threadId);
  if (!view) throw new Error(`There is no thread ${threadId}.`);
  return view;
}

/** A page that follows a thread: a snapshot, and then only changes. */
export class Page {
  readonly #db: Db;
  view: ThreadView;
  resyncs = 0;

  constructor(db: Db, threadId: string) {
    this.#db = db;
    this.view = snapshot(db, threadId);
  }

  /** Reads what one event brings. @returns whether more is waiting */
  read(): boolean {
    const { threadId } = this.view.thread;
    const batch = readChanges(this.#db, this.view.cursor, threadId);
    if (batch.resync) {
      this.resyncs += 1;
      this.view = snapshot(this.#db, threadId);
    } else this.view = applyChanges(this.view, batch.changes, batch.cursor);
    return batch.more;
  }

  readAll(): void {
    while (this.read());
  }
}
