import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { shownOf, snapshot } from "../../testing/page.ts";
import { plainConnection, scratchStore } from "../../testing/store.ts";
import { anyWrite, type Write, Writers } from "../../testing/writers.ts";
import { applyChanges, type FeedEvent } from "../core/change.ts";
import type { ThreadView } from "../core/message.ts";
import type { Db } from "../db/db.ts";
import { ringBell } from "./bell.ts";
import { feedOn } from "./feed.ts";
import { FeedReader } from "./feed-reader.ts";
import type { Hub } from "./hub.ts";
import type { FeedScope } from "./scope.ts";

/** A page whose connection breaks, stands still and comes back, and which may hear of every thread. */
class ConnectedPage {
  readonly #db: Db;
  readonly #feed: Hub;
  readonly #scope: FeedScope;
  #reader: FeedReader;
  /** Its Last-Event-ID. */
  #lastId: number;
  view: ThreadView;

  constructor(db: Db, feed: Hub, scope: FeedScope) {
    this.#db = db;
    this.#feed = feed;
    this.#scope = scope;
    this.view = snapshot(db, "t");
    this.#lastId = this.view.cursor;
    this.#reader = this.connect();
  }

  connect(): FeedReader {
    this.#reader?.close();
    this.#reader = new FeedReader(this.#feed, {
      after: this.#lastId,
      scope: this.#scope,
      onNews: () => {},
      onFailed: (error) => expect.fail(String(error)),
    });
    return this.#reader;
  }

  /** Takes some events. @returns whether it took as many */
  take(count: number): boolean {
    for (let taken = 0; taken < count; taken += 1) {
      const event = this.#reader.next()?.event;
      if (!event) return false;
      this.#hear(event);
    }
    return true;
  }

  async takeAll(): Promise<void> {
    // Twice nothing: the first may have been before its turn to read the database.
    for (let nothing = 0; nothing < 2; nothing += 1) {
      if (this.take(1)) nothing = -1;
      else await vi.advanceTimersByTimeAsync(20);
    }
  }

  #hear(event: FeedEvent): void {
    this.#lastId = event.cursor;
    if (event.type === "resync") this.view = snapshot(this.#db, "t");
    else this.view = applyChanges(this.view, event.changes, event.cursor);
  }

  close(): void {
    this.#reader.close();
  }
}

type Step = Write | { kind: "ring" } | { kind: "take" | "reconnect" | "open"; page: number; count: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: anyWrite },
  { weight: 3, arbitrary: fc.constant({ kind: "ring" as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom("take" as const, "take" as const, "reconnect" as const, "open" as const),
      page: fc.nat(3),
      count: fc.integer({ min: 1, max: 3 }),
    }),
  },
);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("readers that break off, stand still and come back show the stored text, whatever is written meanwhile", async () => {
  const { db, file } = await scratchStore();
  const other = plainConnection(file);
  const feed = feedOn(file);
  const open = (page: number) => new ConnectedPage(db, feed, page % 2 ? "live" : { thread: "t" });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
      const writers = new Writers(db, other);
      const pages = [0, 1, 2, 3].map(open);
      for (const each of steps) {
        if (each.kind === "ring") {
          ringBell();
          await vi.advanceTimersByTimeAsync(16);
        } else if (!("page" in each)) writers.perform(each);
        else if (each.kind === "take") pages[each.page]?.take(each.count);
        else if (each.kind === "reconnect") pages[each.page]?.connect();
        else {
          pages[each.page]?.close();
          pages[each.page] = open(each.page);
        }
      }
      await vi.advanceTimersByTimeAsync(200);
      const now = shownOf(snapshot(db, "t"));
      for (const page of pages) {
        await page.takeAll();
        expect(shownOf(page.view)).toEqual(now);
        page.close();
      }
      expect(feed.listenerCount).toBe(0);
      expect(vi.getTimerCount()).toBe(0);
    }),
    { numRuns: 150 },
  );
});
