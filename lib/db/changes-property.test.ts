import fc from "fast-check";
import { expect, test } from "vitest";
import { Page, shownOf, snapshot } from "../../testing/page.ts";
import { plainConnection, scratchStore } from "../../testing/store.ts";
import { anyWrite, type Write, Writers } from "../../testing/writers.ts";
import { applyChanges } from "../core/change.ts";
import type { ThreadView } from "../core/message.ts";
import { currentCursor, readChanges } from "./changes.ts";

type Step = Write | { kind: "read" | "open"; page: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: anyWrite },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("read" as const, "open" as const), page: fc.nat(3) }) },
);

test("a page that reads changes shows what a page that is opened now shows, whatever is written", async () => {
  const { db, file } = await scratchStore();
  const other = plainConnection(file);
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      const writers = new Writers(db, other);
      const pages = Array.from({ length: 4 }, () => new Page(db, "t"));
      for (const each of steps) {
        if (!("page" in each)) writers.perform(each);
        else if (each.kind === "read") pages[each.page]?.read();
        else pages[each.page] = new Page(db, "t");
      }
      const now = snapshot(db, "t");
      for (const each of pages) {
        each.readAll();
        expect(shownOf(each.view)).toEqual(shownOf(now));
        expect(each.view.cursor).toBe(now.cursor);
      }
    }),
    { numRuns: 150 },
  );
});

test("what was read at once serves every page, wherever within it the page was opened", async () => {
  const { db, file } = await scratchStore();
  const other = plainConnection(file);
  fc.assert(
    fc.property(fc.array(anyWrite, { minLength: 5, maxLength: 40 }), (writes) => {
      const writers = new Writers(db, other);
      const from = currentCursor(db);
      const opened: ThreadView[] = [];
      for (const write of writes) {
        opened.push(snapshot(db, "t"));
        writers.perform(write);
      }
      const batch = readChanges(db, from, null);
      const now = snapshot(db, "t");
      for (const view of batch.resync ? [] : opened) {
        expect(shownOf(applyChanges(view, batch.changes, batch.cursor))).toEqual(shownOf(now));
      }
    }),
    { numRuns: 150 },
  );
});
