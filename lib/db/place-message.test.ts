import fc from "fast-check";
import { expect, test } from "vitest";
import { scratchStore } from "../../testing/store.ts";
import type { Db } from "./db.ts";
import { placeMessage, withoutInsertTriggers } from "./place-message.ts";

const HOUR = 3_600;
const BEGIN = 1_790_000_000;

interface Written {
  messageId: string;
  threadId: string;
  module: string;
  at: number;
}

function insert(db: Db, { messageId, threadId, module, at }: Written): void {
  db.$client
    .prepare(
      "INSERT INTO messages (message_id, thread_id, module, content, type, timestamp) VALUES (?, ?, ?, '', 'note', ?)",
    )
    .run(messageId, threadId, module, at);
}

function tablesOf(db: Db) {
  const all = (sql: string) => db.$client.prepare(sql).all();
  return {
    places: all("SELECT * FROM message_order ORDER BY seq"),
    modules: all("SELECT * FROM thread_modules ORDER BY thread_id, module"),
    state: all("SELECT max_spill, bulk, placed FROM search_state"),
  };
}

/** Few hours, so that their places run out, also of a day. */
const times = fc.oneof(
  fc.integer({ min: 0, max: 3 }).map((hour) => BEGIN + hour * HOUR),
  fc.double({ min: 0, max: 48 * HOUR, noNaN: true }).map((seconds) => BEGIN + seconds),
  fc.constantFrom(0, 1e11),
);

test("a writer that places its messages itself leaves the tables as the triggers would", async () => {
  const runs = fc.asyncProperty(
    fc.array(fc.record({ at: times, times: fc.constantFrom(1, 1, 3, 70, 1_600), module: fc.constantFrom("a", "b") }), {
      maxLength: 8,
    }),
    async (groups) => {
      const messages = groups.flatMap((group, nth) =>
        Array.from({ length: group.times }, (_, at) => ({
          messageId: `${nth}-${at}`,
          threadId: `t${at % 2}`,
          module: group.module,
          at: group.at,
        })),
      );
      const [byTriggers, byItself] = [(await scratchStore()).db, (await scratchStore()).db];
      for (const db of [byTriggers, byItself]) {
        db.$client.exec("INSERT INTO threads (thread_id, created_at) VALUES ('t0', 1), ('t1', 1)");
        db.$client.exec("BEGIN");
      }
      for (const message of messages) insert(byTriggers, message);
      withoutInsertTriggers(byItself, () => {
        for (const message of messages) {
          insert(byItself, message);
          placeMessage(byItself, { ...message, type: "note", status: "complete" });
        }
      });
      for (const db of [byTriggers, byItself]) db.$client.exec("COMMIT");
      expect(tablesOf(byItself)).toEqual(tablesOf(byTriggers));
    },
  );
  await fc.assert(runs, { numRuns: 8 });
}, 60_000);

test("the triggers run again for whoever writes next", async () => {
  const { db } = await scratchStore();
  db.$client.exec("INSERT INTO threads (thread_id, created_at) VALUES ('t0', 1)");
  db.$client.transaction(() => withoutInsertTriggers(db, () => {}))();
  insert(db, { messageId: "m", threadId: "t0", module: "a", at: BEGIN });
  expect(tablesOf(db).places).toMatchObject([{ message_id: "m", at: BEGIN }]);
});
