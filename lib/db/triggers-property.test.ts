import fc from "fast-check";
import { expect, test } from "vitest";
import { foundBy, foundByReading, plainConnection, scratchStore, WORDS } from "../../testing/store.ts";
import { faultsOf } from "../../testing/store-faults.ts";

const id = fc.constantFrom("a", "b", "c", "d");
const thread = fc.constantFrom("t1", "t2", "t3");
const status = fc.constantFrom("processing", "complete", "failed", "queued", null);
const content = fc.oneof(
  fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }).map((words) => words.join(" ")),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom("alpha\0beta", "\0", "", "ＡＬＰＨＡ", "ál\u0301pha"),
  fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
);

type Write = { sql: string; values: unknown[]; by: 0 | 1 | 2 };

const VALUES = "VALUES (?, ?, 'm', ?, 'note', ?, ?, ?)";
const write: fc.Arbitrary<Write> = fc
  .oneof(
    fc
      .tuple(
        fc.constantFrom(
          `INSERT INTO messages ${VALUES}`,
          `INSERT OR REPLACE INTO messages ${VALUES}`,
          `INSERT OR IGNORE INTO messages ${VALUES}`,
          `INSERT INTO messages ${VALUES} ON CONFLICT DO UPDATE SET content = excluded.content, status = excluded.status`,
          `INSERT INTO messages ${VALUES} ON CONFLICT DO NOTHING`,
        ),
        ...[id, thread, content],
        fc.oneof(fc.double({ noNaN: true }), fc.constant("yesterday")),
        ...[status, fc.constantFrom(null, "{}", "{broken")],
      )
      .map(([sql, ...values]) => ({ sql, values })),
    fc.tuple(content, id).map((values) => ({ sql: "UPDATE messages SET content = ? WHERE message_id = ?", values })),
    fc.tuple(status, id).map((values) => ({ sql: "UPDATE messages SET status = ? WHERE message_id = ?", values })),
    fc
      .tuple(status, content, id)
      .map((values) => ({ sql: "UPDATE messages SET status = ?, content = ? WHERE message_id = ?", values })),
    fc
      .tuple(fc.constantFrom("", "OR REPLACE", "OR IGNORE"), id, id)
      .map(([or, ...values]) => ({ sql: `UPDATE ${or} messages SET message_id = ? WHERE message_id = ?`, values })),
    fc.tuple(thread, id).map((values) => ({ sql: "UPDATE messages SET thread_id = ? WHERE message_id = ?", values })),
    id.map((value) => ({ sql: "DELETE FROM messages WHERE message_id = ?", values: [value] })),
    thread.map((value) => ({ sql: "DELETE FROM threads WHERE thread_id = ?", values: [value] })),
    fc
      .tuple(fc.constantFrom("INSERT OR REPLACE", "INSERT OR IGNORE"), thread)
      .map(([verb, value]) => ({ sql: `${verb} INTO threads (thread_id, created_at) VALUES (?, 1)`, values: [value] })),
  )
  .chain(({ sql, values }) => fc.constantFrom<0 | 1 | 2>(0, 1, 2).map((by) => ({ sql, values, by })));

test("whatever two programs and we write, the index is right and nothing is left behind", async () => {
  const { db, file } = await scratchStore();
  const recursive = plainConnection(file);
  recursive.pragma("recursive_triggers = ON");
  const writers = [db.$client, plainConnection(file), recursive] as const;
  fc.assert(
    fc.property(fc.array(write, { minLength: 1, maxLength: 25 }), (writes) => {
      db.$client.exec("DELETE FROM messages; DELETE FROM threads");
      for (const name of ["t1", "t2"]) {
        db.$client.prepare("INSERT INTO threads (thread_id, created_at) VALUES (?, 1)").run(name);
      }
      for (const { sql, values, by } of writes) {
        try {
          writers[by].prepare(sql).run(...values);
        } catch (error) {
          expect(String(error)).toMatch(/has ended|UNIQUE|FOREIGN KEY/);
        }
      }
      expect(faultsOf(db.$client)).toEqual([]);
      for (const word of WORDS) {
        expect(foundBy(db, word)).toEqual(foundByReading(db, word));
      }
    }),
    { numRuns: 300 },
  );
});
