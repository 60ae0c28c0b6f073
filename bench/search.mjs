// How long the first page of hits takes, at 100,000 and at 1,000,000 messages, and how large the index is.
import { openDatabase } from "../lib/db/client.ts";
import { searchMessages } from "../lib/db/search.ts";
import { filledDatabase, LONG_THREAD } from "./corpus/database.mjs";
import { msWords, percentile, spread } from "./percentile.mjs";
import { table } from "./results.mjs";

const SMALL = Number(process.env.BENCH_SMALL ?? 100_000);
const LARGE = Number(process.env.BENCH_LARGE ?? 1_000_000);
const ROUNDS = 7;
const LIMIT = 30;

/** Every beginning of a word, as it is typed. */
const typed = (...words) => words.flatMap((word) => Array.from(word, (_, at) => word.slice(0, at + 1)));

/** Queries by what is hard about them. */
function queries(db) {
  const pick = (sql) => db.$client.prepare(sql).pluck();
  const some = pick("SELECT content FROM messages WHERE type = 'response' AND rowid IN (11, 1001, 5001, 9001)").all();
  const rare = some.flatMap((content) => /Commit ([0-9a-f]{7})/.exec(content)?.[1] ?? []);
  const thread = pick("SELECT thread_id FROM messages WHERE rowid = 5000").get();
  const long = pick("SELECT thread_id FROM threads WHERE thread_id = ?").get(LONG_THREAD) ?? thread;
  return {
    "a rare word": rare,
    "a common word": ["the", "function", "export", "string", "import", "return"],
    "several words": ["next config", "type error message", "cache server component", "the module is"],
    "a phrase": ['"export declare const"', '"for example"', '"the default value"', '"not found"'],
    "a word as it is typed": typed("useState", "middleware", "configuration"),
    "without a word": ["server -component", "function -return", "the -test"],
    "this or that": ["webpack OR turbopack", "promise OR callback", "function OR const"],
    "CJK, emoji": ["失败", "テスト", "함수", "因", "🚀", "🔥"],
    "signs and parts": ["C++", "docker-compose", "foo.bar()", "it's", "state"],
    "with filters": [
      "module:inventory error",
      "type:question fix",
      "status:failed the",
      "tool:Bash git",
      "before:2025-06 config",
      "after:2026-10-01 function",
      "module:billing type:response status:complete export",
    ],
    "in a thread": [`in:${thread} function`, `in:${long} the`, `in:${long} export -const`],
  };
}

function timed(work) {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

/** Milliseconds of each call, by kind of query. */
function measureOne(db, sort) {
  const times = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const [kind, list] of Object.entries(queries(db))) {
      for (const query of list) {
        times[kind] ??= [];
        times[kind].push(timed(() => searchMessages(db, { query, sort, limit: LIMIT })));
      }
    }
  }
  return times;
}

function measureSize({ file }) {
  const db = openDatabase(file);
  try {
    return { relevance: measureOne(db, "relevance"), newest: measureOne(db, "newest") };
  } finally {
    db.$client.close();
  }
}

const count = (value) => value.toLocaleString("en");
const mb = (bytes) => `${count(Math.round(bytes / 1e6))} MB`;

function timesTable(small, large, sort) {
  const all = (times) => Object.values(times[sort]).flat();
  const row = (kind, a, b) => [
    kind,
    spread(a),
    spread(b),
    (percentile(b, 0.95) / percentile(a, 0.95)).toFixed(1),
    a.length,
  ];
  const kinds = Object.keys(small[sort]).map((kind) => row(kind, small[sort][kind], large[sort][kind]));
  const head = [
    "query",
    `${count(SMALL)}: p50 / p95 / max ms`,
    `${count(LARGE)}: p50 / p95 / max ms`,
    "p95 ratio",
    "samples",
  ];
  return table(head, [...kinds, row("**all**", all(small), all(large))]);
}

export async function measure() {
  const databases = [
    filledDatabase({ messages: SMALL }),
    // One thread of very many messages is among them.
    filledDatabase({ messages: LARGE - Math.min(100_000, LARGE / 10), long: Math.min(100_000, LARGE / 10) }),
  ];
  const [small, large] = databases.map(measureSize);
  const sizes = databases.map(({ messages, threads, text, bytes, indexBytes, seconds }) => [
    ...[
      count(messages),
      count(threads),
      mb(text),
      mb(bytes),
      mb(indexBytes),
      `${((100 * indexBytes) / text).toFixed(0)} %`,
    ],
    ...[`${msWords((1000 * seconds * 1e6) / text)} ms/MB`],
  ]);
  const head = ["messages", "threads", "text", "database", "index", "index / text", "filled in"];
  return `The first ${LIMIT} hits, ${ROUNDS} times each query, in one process on an open database. Goals at ${count(LARGE)} messages: p95 50 ms
by relevance, 10 ms newest first; the index at most 50 % of the text; flat from ${count(SMALL)} to ${count(LARGE)}.

${table(head, sizes)}

By relevance:

${timesTable(small, large, "relevance")}

Newest first:

${timesTable(small, large, "newest")}
`;
}
