// How long the figures take over many runs, and how long they hold the event loop.

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { openDatabase } from "../lib/db/client.ts";
import { readInsights } from "../lib/db/insights.ts";
import { randomFrom } from "./corpus/random.mjs";
import { END, MODULES } from "./corpus/sessions.mjs";
import { msWords, percentile, spread } from "./percentile.mjs";
import { table } from "./results.mjs";

const SIZES = [50_000, 500_000];
const ROUNDS = 15;
const NOW = new Date(END * 1000);
const ASK = { range: "30", from: null, to: null, by: "module", module: null, model: null, source: null };
const ASKS = { "7 days": { range: "7" }, "30 days": {}, "90 days": { range: "90" }, everything: { range: "all" } };

/** Runs alone, over two years: figures need nothing else. */
function insertRuns(db, count) {
  const random = randomFrom(9);
  const insert =
    db.$client.prepare(`INSERT INTO runs (run_id, origin, message_id, question_id, thread_id, module, cwd, state,
      started_at, ended_at, process, spool_dir, model, session_id, resumed, cost_usd, cost_estimated, input_tokens,
      output_tokens, cache_read_tokens, cache_write_tokens, duration_ms, permission_denials, failure)
    VALUES (?, ?, ?, '', ?, ?, '/srv/modules', 'ended', ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, '[]', ?)`);
  const failure = JSON.stringify({ code: "api", message: "The API answered with 529.", stderrTail: "x".repeat(400) });
  const fill = db.$client.transaction(() => {
    for (let n = 0; n < count; n++) {
      const at = END - random.next() * 730 * 86_400;
      const imported = random.chance(0.7);
      insert.run(
        ...[
          random.uuid(),
          imported ? "history" : null,
          random.uuid(),
          random.uuid(),
          random.pickOften(MODULES),
          at,
          at + 30,
        ],
        ...[`{"pid":1234,"bootId":"${random.uuid()}"}`, `/srv/.switchboard/spool/${random.uuid()}`],
        ...[random.pick(["claude-sonnet-5", "claude-opus-4-8", "claude-haiku-4-5"]), random.uuid()],
        ...[
          random.next(),
          imported ? 1 : 0,
          random.below(40),
          random.around(900),
          random.below(90_000),
          random.around(3_000),
        ],
        ...[random.around(20_000), random.chance(0.03) ? failure : null],
      );
    }
  });
  fill();
}

async function measureAsk(db, ask) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const times = [];
  await readInsights(db, ask, NOW);
  delay.enable();
  let queries = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now();
    queries = (await readInsights(db, ask, NOW)).totals.queries;
    times.push(performance.now() - begun);
  }
  delay.disable();
  return { times, queries, held: [delay.percentile(99) / 1e6, delay.max / 1e6] };
}

export async function measure() {
  const dir = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "switchboard-bench-"));
  const rows = [];
  try {
    for (const size of SIZES) {
      const db = openDatabase(path.join(dir, `${size}.db`));
      insertRuns(db, size);
      for (const [name, ask] of Object.entries(ASKS)) {
        const { times, queries, held } = await measureAsk(db, { ...ASK, ...ask });
        const cells = [size, queries].map((value) => value.toLocaleString("en"));
        const rate = `${Math.round(queries / percentile(times, 0.5)).toLocaleString("en")}`;
        rows.push([name, ...cells, spread(times), rate, held.map(msWords).join(" / ")]);
      }
      db.$client.close();
    }
    const head = [
      "time",
      "runs in the database",
      "runs in the time",
      "p50 / p95 / max ms",
      "runs/ms",
      "event loop held, p99 / max ms",
    ];
    return `Figures over runs of two years, with the time before to compare, ${ROUNDS} times each, in one process.\n\n${table(head, rows)}\n`;
  } finally {
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}
