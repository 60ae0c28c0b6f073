import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type Database from "better-sqlite3";
import { openDatabase } from "../lib/db/client.ts";
import { keepModule } from "../lib/db/modules.ts";
import { saveSearch } from "../lib/db/saved-searches.ts";
import { insertRun } from "../testing/runs-of-time.ts";
import { transcript } from "../testing/session-writer.ts";
import { addToolBlocks } from "../testing/tool-thread.ts";
import { LIVE, MODULES, OLD_THREADS, RULES_ANSWER, RULES_OTHER, WAITING } from "./sample-words.ts";
import { addStanding, addThread } from "./standing-runs.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Where the things are that a page of the sample is about. */
export interface Sample {
  /** A thread with every kind of block. */
  blocks: { threadId: string; messageId: string };
  /** A thread whose newest answer is being written. */
  live: { threadId: string; messageId: string };
  /** A thread whose answers ended in every way that isn't well. */
  failed: { threadId: string };
  /** Two answers to one question, the first with raw events. */
  rules: { threadId: string; first: string; second: string };
}

/** Fills a database, and directories below `dir`, with what a month of work leaves. */
export function fillSample(db: Database.Database, dir: string, claudeHome: string): Sample {
  addModules(db, dir);
  addFigures(db);
  addOldThreads(db);
  const rules = addRules(db, claudeHome);
  const blocks = addBlocks(db);
  const failed = { threadId: addFailed(db) };
  addLine(db);
  return { rules, blocks, failed, live: addLive(db) };
}

function addModules(db: Database.Database, dir: string): void {
  const store = openDatabase(db.name);
  for (const [name, { description, files }] of Object.entries(MODULES)) {
    const home = path.join(dir, "code", name);
    for (const file of [".git/HEAD", "README.md", ...files]) {
      mkdirSync(path.dirname(path.join(home, file)), { recursive: true });
      writeFileSync(
        path.join(home, file),
        file.startsWith(".git") ? "ref: refs/heads/main\n" : `# ${name}\n\n${description}\n`,
      );
    }
    keepModule(store, { name, path: home }, true);
    db.prepare("UPDATE modules SET description = ? WHERE name = ?").run(description, name);
  }
  const lost = path.join(dir, "code", "old-mobile-app");
  mkdirSync(lost, { recursive: true });
  keepModule(store, { name: "old-mobile-app", path: lost }, false);
  rmSync(lost, { recursive: true });
  saveSearch(store, { name: "Failed this week", address: "q=status%3Afailed+after%3A7d" });
  store.$client.close();
  db.prepare("INSERT INTO templates VALUES (?, 'Weekly review', ?, ?)").run(
    ...[randomUUID(), "What changed this week, and what of it is not tested?", Date.now() / 1000],
  );
}

/** What was asked over ninety days, less at weekends: the same figures each time. */
function addFigures(db: Database.Database): void {
  const store = openDatabase(db.name);
  const names = Object.keys(MODULES);
  const models = ["claude-sonnet-4-5-20250929", "claude-opus-4-8", "claude-haiku-4-5"];
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed % below;
  };
  for (let day = 1; day <= 90; day += 1) {
    const startedAt = Date.now() / 1000 - day * DAY;
    const busy = [0, 6].includes(new Date(startedAt * 1000).getUTCDay()) ? 1 : 4;
    for (let query = next(3); query < busy; query += 1) {
      insertRun(store, {
        ...{
          module: names[next(next(names.length) + 1)],
          model: models[next(next(3) + 1)],
          startedAt: startedAt + next(9_000),
        },
        ...{ costUsd: (20 + next(900)) / 1_000, durationMs: 2_000 + next(80_000), turns: 1 + next(9) },
        ...{ inputTokens: 1_000 + next(40_000), outputTokens: 200 + next(5_000), cacheReadTokens: next(200_000) },
        ...{ cacheWriteTokens: next(20_000), failure: next(12) === 0 ? JSON.stringify({ code: "api" }) : null },
      });
    }
  }
  store.$client.close();
}

function addOldThreads(db: Database.Database): void {
  const flag = db.prepare("INSERT INTO thread_flags (thread_id, pinned_at) VALUES (?, 1)");
  const tag = db.prepare("INSERT INTO thread_tags VALUES (?, ?)");
  const setTime = db.prepare("UPDATE threads SET created_at = ?, updated_at = ? WHERE thread_id = ?");
  for (const [at, { title, module, question, text, tags = [], pinned, failed }] of OLD_THREADS.entries()) {
    const threadId = addThread(db, title, module);
    const age = HOUR + at * 7 * HOUR;
    const failure = failed
      ? ({ code: "api", apiKind: "overloaded", message: "The API is overloaded." } as const)
      : undefined;
    const answer = addStanding(db, {
      threadId,
      module,
      question,
      state: "ended",
      text,
      age,
      ...(failure && { failure }),
    });
    db.prepare("UPDATE runs SET cost_usd = ?, input_tokens = 1840, output_tokens = 312 WHERE message_id = ?").run(
      ...[0.012 + (at % 9) / 100, answer],
    );
    setTime.run(...[Date.now() / 1000 - age - 60, Date.now() / 1000 - age, threadId]);
    if (pinned) flag.run(threadId);
    for (const word of tags) tag.run(threadId, word);
  }
}

function addBlocks(db: Database.Database): Sample["blocks"] {
  const threadId = addThread(db, "Raise the limit of retries, and say so in the docs");
  const question = "Raise the limit of retries from 3 to 5, run the tests, and write down which states an order has.";
  const messageId = addStanding(db, { threadId, question, state: "ended", age: 20 * 60, text: "The plan." });
  const denial = { toolName: "Write", toolUseId: "x", input: '{"file_path":"/etc/hosts","content":"x"}' };
  db.prepare(
    `UPDATE runs SET cwd = '/srv/orders', permission_denials = ?, permission_mode = 'default', cost_usd = 0.1834,
       input_tokens = 18400, output_tokens = 2310, turns = 12 WHERE message_id = ?`,
  ).run(JSON.stringify([denial]), messageId);
  addToolBlocks(db, messageId);
  return { threadId, messageId };
}

function addRules(db: Database.Database, claudeHome: string): Sample["rules"] {
  const threadId = addThread(db, "How is a total rounded?", "ledger");
  const question = "How is the total of an invoice rounded, and where is that decided?";
  const [first, second] = [RULES_ANSWER, RULES_OTHER].map((text, at) => {
    const messageId = addStanding(db, {
      threadId,
      module: "ledger",
      question,
      state: "ended",
      age: 3 * HOUR - at * 600,
      text,
    });
    db.prepare("UPDATE runs SET cost_usd = ?, input_tokens = ?, output_tokens = ?, turns = 2 WHERE message_id = ?").run(
      ...[0.031 + at / 50, 4_210 + at * 377, 188 + at * 41, messageId],
    );
    return messageId;
  }) as [string, string];
  const run = db.prepare("SELECT session_id AS sessionId, started_at AS startedAt FROM runs WHERE message_id = ?");
  const { sessionId, startedAt } = run.get(first) as { sessionId: string; startedAt: number };
  const session = transcript({ root: claudeHome, cwd: "/srv/ledger", sessionId, startedAt: startedAt * 1000 });
  session.ask(question);
  session.use("Grep", { pattern: "round", path: "src" }, "src/totals.ts:14: return round(sum, 2)");
  session.say(RULES_ANSWER);
  return { threadId, first, second };
}

function addFailed(db: Database.Database): string {
  const threadId = addThread(db, "Why is the nightly build slow?", "search-api");
  const ended = { threadId, module: "search-api", state: "ended", question: "Why is the nightly build slow?" } as const;
  const hint = "Wait until it is lifted, or log in with another account, then ask again.";
  addStanding(db, {
    ...{ ...ended, age: 4 * HOUR, text: "I looked at the last three builds. Each of them" },
    failure: { code: "api", apiKind: "rate-limit", apiStatus: 429, message: "You've reached your limit.", hint },
  });
  addStanding(db, {
    ...{ ...ended, age: 3.5 * HOUR, text: "" },
    failure: {
      ...{ code: "no-result", message: "The process ended before it gave a result.", exitCode: 1 },
      stderrTail: "TypeError: Cannot read properties of undefined (reading 'id')\n    at resume (cli.js:1841:22)",
    },
  });
  addStanding(db, {
    ...{ ...ended, age: 3 * HOUR, text: "The index is rebuilt twice:" },
    failure: { code: "stopped-by-user", message: "The answer was stopped before it was complete." },
  });
  addStanding(db, {
    ...{ ...ended, age: 2 * HOUR, neverBegun: true },
    failure: { code: "stopped-by-user", message: "The question was withdrawn before it was asked." },
  });
  const again = { threadId, module: "search-api" };
  addStanding(db, { ...again, question: "And now?", state: "running", age: 330, silentSeconds: 300 });
  addStanding(db, { ...again, question: "Then which step takes longest?", state: "queued", age: 40 });
  return threadId;
}

function addLine(db: Database.Database): void {
  const ended = addThread(db, "Three questions about parcels", "parcels");
  const of = { threadId: ended, module: "parcels", state: "ended" } as const;
  addStanding(db, { ...of, question: "Which parcels wait for a label?", age: 240, text: "Two: 4711 and 4712." });
  const failure = { code: "api", apiKind: "overloaded", message: "The API is overloaded." } as const;
  addStanding(db, { ...of, question: "Why do they wait?", age: 180, failure });
  const stopped = { code: "stopped-by-user", message: "The answer was stopped before it was complete." } as const;
  addStanding(db, { ...of, question: "Print their labels.", age: 120, text: "I will", failure: stopped });
  for (const [at, { module, question, text, activity, silentSeconds }] of LIVE.entries()) {
    const threadId = addThread(db, question.slice(0, 60), module);
    addStanding(db, {
      ...{ threadId, module, question, state: "running", age: 400 - at * 31, text },
      ...{ activity, ...(silentSeconds !== undefined && { silentSeconds }) },
    });
  }
  for (const [at, { module, question }] of WAITING.entries()) {
    addStanding(db, { threadId: addThread(db, question, module), module, question, state: "queued", age: 30 - at });
  }
}

/** A long answer that is being written, with a tool that runs. */
function addLive(db: Database.Database): Sample["live"] {
  const threadId = addThread(db, "Move the totals into one place", "ledger");
  const question = "Move the rounding of totals into one function, and change its callers.";
  const messageId = addStanding(db, { threadId, module: "ledger", question, state: "running", age: 48 });
  const insert = db.prepare("INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?, NULL, 0, ?)");
  insert.run(messageId, 0, "thinking", "settled", null, null, "Three files round by themselves. One function, then.");
  insert.run(
    messageId,
    1,
    "text",
    "settled",
    null,
    null,
    "Three files round by themselves: I will look at each of them.",
  );
  insert.run(messageId, 2, "tool_use", "settled", "Grep", "g", JSON.stringify({ pattern: "round\\(", path: "src" }));
  insert.run(
    messageId,
    3,
    "tool_result",
    "settled",
    null,
    "g",
    "src/totals.ts:14: round(sum)\nsrc/refunds.ts:8: round(part)",
  );
  insert.run(messageId, 4, "tool_use", "settled", "Bash", "b", JSON.stringify({ command: "npm test -- totals" }));
  return { threadId, messageId };
}
