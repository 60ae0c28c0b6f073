import fc from "fast-check";
import { expect, test } from "vitest";
import { hostileSearch } from "../../testing/hostile-search.ts";
import { plainConnection, scratchStore } from "../../testing/store.ts";
import { faultsOf } from "../../testing/store-faults.ts";
import { matchesMessage } from "../core/search-scan.ts";
import { messageBlocks } from "./arriving.ts";
import type { Db } from "./db.ts";
import { processingMessages, threadMessages } from "./messages.ts";
import { searchMessages, understand } from "./search.ts";
import { indexStep } from "./search-index.ts";

const PIECES = [
  ...[
    "alpha",
    "Alpha",
    "beta",
    "useState",
    "docker-compose",
    "C++",
    "C#",
    "i++",
    "日本",
    "日本語",
    "語",
    "naïve",
    "NAIVE",
  ],
  ...["🙂", "👍🏽", "it's", "foo_bar", "getHTTPServer2", "foo.bar()", "한국어", "привет", "x1", "~a", "\0", "alphabet"],
  ...["ＡＬＰＨＡ", "straße", "#", "++", "{", "key:", "a", "the", "ไทย", "–", "’"],
];
const piece = fc.constantFrom(...PIECES);
const prose = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(" "));
const thread = fc.constantFrom("t1", "t2");
const module = fc.constantFrom("billing", "Shop", "lager ü", "x'y\"z");
const type = fc.constantFrom("question", "response", "note");
const status = fc.constantFrom("complete", "failed", "processing", "queued", null);
const message = fc.record({
  id: fc.constantFrom(..."abcdefgh"),
  thread,
  module,
  type,
  status,
  content: prose,
  at: fc.integer({ min: 0, max: 400 }),
});
const block = fc.record({
  kind: fc.constantFrom("thinking", "tool_use", "tool_result", "notice"),
  state: fc.constantFrom("settled", "settled", "withdrawn"),
  name: fc.constantFrom("Bash", "mcp__x__y"),
  text: fc.oneof(
    prose,
    prose.map((text) => JSON.stringify({ command: text, list: [text, 1] })),
  ),
});

const filter = fc.constantFrom(
  ...[
    "module:billing",
    "-module:Shop",
    'module:"lager ü"',
    "from:you",
    "from:Shop",
    "-from:you",
    "status:failed",
    "-status:complete",
  ],
  ...[
    "type:note",
    "tool:Bash",
    "-tool:mcp__x__y",
    "in:t1",
    "-in:t2",
    "after:1970-01-01T00:02",
    "before:1970-01-01T00:05",
    "in:none",
    "after:never",
  ],
);
const term = fc.oneof(
  { weight: 5, arbitrary: piece },
  { weight: 2, arbitrary: piece.map((word) => `-${word}`) },
  { weight: 2, arbitrary: fc.tuple(piece, piece).map(([a, b]) => `"${a} ${b}"`) },
  { weight: 1, arbitrary: fc.constantFrom("OR", "al", "do", "use", "na") },
  { weight: 3, arbitrary: filter },
);
const query = fc
  .tuple(fc.array(term, { maxLength: 5 }), fc.constantFrom("", " "))
  .map(([terms, end]) => terms.join(" ") + end);

/** The ids that a search finds when it reads every message, without any index. */
function foundByReading(db: Db, typed: string): string[] {
  const sought = understand(db, { query: typed });
  const time = db.$client.prepare("SELECT at FROM message_order WHERE message_id = ?").pluck();
  const all = [...threadMessages(db, "t1"), ...threadMessages(db, "t2")];
  const narrowed =
    sought.groups.length + sought.conditions.length > 0 || sought.after !== null || sought.before !== null;
  return all
    .filter((stored) => {
      const at = Number(time.get(stored.messageId));
      if (!narrowed || at < (sought.after ?? 0) || at >= (sought.before ?? Number.POSITIVE_INFINITY)) return false;
      return matchesMessage(sought.groups, sought.conditions, {
        ...stored,
        blocks: messageBlocks(db, stored.messageId),
      });
    })
    .map((stored) => stored.messageId)
    .sort();
}

/** Each does some thousand searches. */
const TIMEOUT_MS = 180_000;

test(
  "whatever is written by whom, search finds what reading everything finds, and the index is sound",
  async () => {
    const { db, file } = await scratchStore();
    const other = plainConnection(file);
    const insert = other.prepare(
      "INSERT OR REPLACE INTO messages VALUES (@id, @thread, @module, @content, @type, @at, @status, NULL)",
    );
    const addBlock = db.$client.prepare(
      `INSERT OR REPLACE INTO blocks (message_id, position, kind, state, name, tool_use_id, parent_tool_use_id, is_error, text)
     VALUES (?, ?, @kind, @state, @name, NULL, NULL, 0, @text)`,
    );
    const write = fc.oneof(
      fc.record({ do: fc.constant("insert" as const), message, blocks: fc.array(block, { maxLength: 2 }) }),
      fc.record({ do: fc.constant("update" as const), message }),
      fc.record({ do: fc.constant("delete" as const), message }),
      fc.record({ do: fc.constant("index" as const) }),
    );
    fc.assert(
      fc.property(
        fc.array(write, { minLength: 1, maxLength: 20 }),
        fc.array(query, { minLength: 8, maxLength: 12 }),
        (writes, queries) => {
          other.exec(
            "DELETE FROM messages; DELETE FROM threads; INSERT INTO threads (thread_id, title, created_at) VALUES ('t1', 'alpha', 1), ('t2', NULL, 2)",
          );
          for (const step of writes) {
            try {
              if (step.do === "index") indexStep(db);
              else if (step.do === "delete")
                other.prepare("DELETE FROM messages WHERE message_id = ?").run(step.message.id);
              else if (step.do === "update") {
                const { content, module: name, at, id } = step.message;
                other
                  .prepare("UPDATE messages SET content = ?, module = ?, timestamp = ? WHERE message_id = ?")
                  .run(content, name, at, id);
              } else {
                insert.run({ ...step.message, status: "queued" });
                for (const [position, added] of step.blocks.entries()) addBlock.run(step.message.id, position, added);
                const end = other.prepare("UPDATE messages SET status = ? WHERE message_id = ?");
                end.run(step.message.status, step.message.id);
              }
            } catch (error) {
              expect(String(error)).toMatch(/has ended/);
            }
          }
          // Some have been indexed, the others are read: both ways find the same.
          for (const typed of queries) expect(idsOf(db, typed), typed).toEqual(foundByReading(db, typed));
          while (indexStep(db));
          for (const typed of queries) expect(idsOf(db, typed), typed).toEqual(foundByReading(db, typed));
          expect(faultsOf(db.$client)).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  },
  TIMEOUT_MS,
);

function idsOf(db: Db, typed: string): string[] {
  const newest = searchMessages(db, { query: typed, sort: "newest", limit: 200 });
  const best = searchMessages(db, { query: typed, limit: 200 });
  const ids = (hits: { messageId: string }[]) => hits.map((hit) => hit.messageId).sort();
  expect(ids(best.hits), typed).toEqual(ids(newest.hits));
  expect(newest.total, typed).toBe(newest.hits.length);
  return ids(newest.hits);
}

test(
  "ten thousand hostile searches are no error",
  async () => {
    const { store, db } = await scratchStore();
    const { threadId } = await store.createThread({ title: "alpha (beta)" });
    for (const content of PIECES) await store.addMessage({ threadId, module: "m", content: `${content} word` });
    await store.addMessage({ threadId, module: "m", content: "still (being) written", status: "processing" });
    while (indexStep(db));
    expect(processingMessages(db)).toHaveLength(1);
    fc.assert(
      fc.property(
        fc.oneof(hostileSearch, query),
        fc.constantFrom("relevance" as const, "newest" as const),
        (typed, sort) => {
          const { hits, total } = searchMessages(db, { query: typed, sort });
          expect(total).toBeGreaterThanOrEqual(hits.length);
        },
      ),
      { numRuns: 10_000 },
    );
  },
  TIMEOUT_MS,
);
