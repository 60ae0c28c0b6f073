import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { fakeEngine, type TestEngine } from "../../testing/engine.ts";
import { answeringRun, chainsOfThread } from "../db/chains.ts";
import { keepModule, updateModule } from "../db/modules.ts";
import { findRunOf } from "../db/runs.ts";
import type { AskInput, StartedQuery } from "./ask-module.ts";
import { askModule } from "./ask-module.ts";
import { stopQuery } from "./stop-query.ts";
import { askingRun } from "./who-asks.ts";

/** Answers when the file "go-" with its module's name is there. */
const GATED = {
  turns: [[{ init: true as const }, { waitFor: "go-{module}" }, { deltas: 1, size: 4 }, { result: {} }]],
};
/** Answers, and goes on when it is interrupted. */
const HANGS = { turns: [[{ init: true as const }, { deltas: 1, size: 4, open: true }, { hang: true as const }]] };

type Chained = TestEngine & {
  /** Asks a module of this name, in a directory of its own. */
  ask(module: string, more?: Partial<AskInput>): Promise<StartedQuery>;
  /** Asks it in the run of another query. */
  askFrom(parent: StartedQuery, module: string, more?: Partial<AskInput>): Promise<StartedQuery>;
  /** Lets all answer, and waits for their ends. */
  finish(): Promise<void>;
  /** Lets modules answer. */
  go(...modules: string[]): void;
};

async function chained(...given: Parameters<typeof fakeEngine>): Promise<Chained> {
  const test = await fakeEngine(...given);
  const { engine, dir } = test;
  const asked: StartedQuery[] = [];
  const ask: Chained["ask"] = async (module, more = {}) => {
    const modulePath = path.join(dir, "modules", module);
    fs.mkdirSync(modulePath, { recursive: true });
    const query = await askModule({ prompt: `Ask ${module}`, modulePath, moduleName: module, ...more }, engine);
    asked.push(query);
    return query;
  };
  const askFrom: Chained["askFrom"] = async (parent, module, more = {}) => {
    const asker = String(findRunOf(engine.store.db, parent.messageId)?.module);
    return ask(module, { asker: { module: asker, runId: parent.runId }, ...more });
  };
  const go: Chained["go"] = (...modules) => {
    for (const module of modules) fs.writeFileSync(path.join(dir, `go-${module}`), "");
  };
  const finish = async () => {
    go(...fs.readdirSync(path.join(dir, "modules")));
    await Promise.all(asked.map(({ done }) => done));
  };
  return { ...test, ask, askFrom, go, finish };
}

const stateOf = ({ engine }: Chained, { messageId }: StartedQuery) => findRunOf(engine.store.db, messageId)?.state;

async function running(chain: Chained, query: StartedQuery): Promise<StartedQuery> {
  await expect.poll(() => stateOf(chain, query), { timeout: 10_000 }).toBe("running");
  return query;
}

test("who asked whom is kept for each query, and what a module asks stands in the thread in which it answers", async () => {
  const chain = await chained(GATED);
  const a = await running(chain, await chain.ask("a"));
  const b = await running(chain, await chain.askFrom(a, "b"));
  const c = await chain.askFrom(b, "c");
  expect([b.threadId, c.threadId]).toEqual([a.threadId, a.threadId]);
  for (const [query, module] of [
    [c, "c"],
    [b, "b"],
    [a, "a"],
  ] as const) {
    chain.go(module);
    await query.done;
  }
  expect(chainsOfThread(chain.engine.store.db, a.threadId)).toMatchObject([
    { runId: a.runId, asker: null, module: "a", depth: 0, parentRunId: null, rootRunId: a.runId, question: "Ask a" },
    { runId: b.runId, asker: "a", module: "b", depth: 1, parentRunId: a.runId, rootRunId: a.runId, status: "complete" },
    { runId: c.runId, asker: "b", module: "c", depth: 2, parentRunId: b.runId, rootRunId: a.runId, status: "complete" },
  ]);
  const thread = await chain.engine.store.getThread(a.threadId);
  const asked = thread?.messages.filter(({ type }) => type === "question").map(({ metadata }) => metadata?.asked_by);
  expect(asked).toEqual([undefined, "a", "b"]);
  expect(thread?.modules).toEqual(["a", "b", "c"]);
});

test("a module that waits for this very answer can't be asked: the refusal names the way", async () => {
  const chain = await chained(GATED);
  const a = await running(chain, await chain.ask("a"));
  const b = await running(chain, await chain.askFrom(a, "b"));
  const c = await running(chain, await chain.askFrom(b, "c"));
  for (const module of ["a", "b", "c"]) {
    await expect(chain.askFrom(c, module)).rejects.toMatchObject({
      code: "chain-cycle",
      message: `${module} can't be asked here: it waits for this answer itself (a → b → c → ${module}).`,
    });
  }
  // Also under another name: it is the same directory.
  const again = chain.ask("a", { moduleName: "other", asker: { module: "c", runId: c.runId } });
  await expect(again).rejects.toMatchObject({ code: "chain-cycle" });
  await chain.finish();
});

test("a session that Switchboard did not launch stands at the top of what it asks", async () => {
  const chain = await chained(GATED);
  const { db } = chain.engine.store;
  keepModule(db, { name: "a", path: path.join(chain.dir, "modules", "a") }, false);
  const b = await running(chain, await chain.ask("b", { asker: { module: "a", runId: null } }));
  expect(findRunOf(db, b.messageId)).toMatchObject({ asker: "a", depth: 1, parentRunId: null, rootRunId: null });
  await expect(chain.askFrom(b, "a")).rejects.toMatchObject({ code: "chain-cycle" });
  const c = await running(chain, await chain.askFrom(b, "c"));
  expect(findRunOf(db, c.messageId)).toMatchObject({ asker: "b", depth: 2, parentRunId: b.runId, rootRunId: b.runId });
  await chain.finish();
});

test("no more questions stand one below another than are allowed", async () => {
  const chain = await chained(GATED, { runs: 8, depth: 2 });
  const a = await running(chain, await chain.ask("a"));
  const b = await running(chain, await chain.askFrom(a, "b"));
  const c = await running(chain, await chain.askFrom(b, "c"));
  await expect(chain.askFrom(c, "d")).rejects.toMatchObject({
    code: "chain-too-deep",
    message: expect.stringContaining("2 questions may stand one below another"),
  });
  await chain.finish();
});

test("a chain has one budget: each query gets what is left of it, and nothing is asked when it is used up", async () => {
  const chain = await chained(GATED, { runs: 8 });
  const { db } = chain.engine.store;
  const a = await running(chain, await chain.ask("a", { chainBudgetUsd: 1 }));
  const b = await running(chain, await chain.askFrom(a, "b"));
  expect(findRunOf(db, b.messageId)?.maxBudgetUsd).toBe(1);
  db.$client.prepare("UPDATE runs SET cost_usd = 0.4 WHERE run_id = ?").run(b.runId);
  const c = await chain.askFrom(a, "c");
  expect(findRunOf(db, c.messageId)?.maxBudgetUsd).toBeCloseTo(0.6);
  db.$client.prepare("UPDATE runs SET cost_usd = 0.7 WHERE run_id = ?").run(b.runId);
  db.$client.prepare("UPDATE runs SET cost_usd = 0.3 WHERE run_id = ?").run(c.runId);
  await expect(chain.askFrom(a, "d")).rejects.toMatchObject({
    code: "chain-budget",
    message: "This chain of questions may cost $1.00, and has cost $1.00.",
  });
  await chain.finish();
});

test("what a module asks is read-only unless a person has granted more, and may ask on", async () => {
  const chain = await chained(GATED, { runs: 8 });
  const { db } = chain.engine.store;
  const a = await running(chain, await chain.ask("a", { profile: "edit" }));
  const b = await chain.askFrom(a, "b");
  expect(findRunOf(db, b.messageId)).toMatchObject({ profile: "read", asks: true });
  const cPath = path.join(chain.dir, "modules", "c");
  keepModule(db, { name: "c", path: cPath }, false);
  const said = { description: null, systemPrompt: null, model: null, maxTurns: null, maxBudgetUsd: null };
  updateModule(db, "c", { ...said, path: cPath, profile: "edit" });
  // Whatever the asking module says.
  const c = await chain.askFrom(a, "c", { profile: "full" });
  expect(findRunOf(db, c.messageId)).toMatchObject({ profile: "edit", asks: true });
  expect(findRunOf(db, a.messageId)).toMatchObject({ asks: false });
  await chain.finish();
});

test("chains never wait for each other's places: four chains of three finish with two places", async () => {
  const chain = await chained(GATED, { runs: 2, starts: 2 });
  const roots = await Promise.all(["a1", "a2", "a3", "a4"].map((name) => chain.ask(name)));
  const ends = roots.map(async (root, nth) => {
    await running(chain, root);
    const below = await running(chain, await chain.askFrom(root, `b${nth}`));
    const last = await running(chain, await chain.askFrom(below, `c${nth}`));
    chain.go(`c${nth}`);
    const bottom = await last.done;
    chain.go(`b${nth}`);
    const middle = await below.done;
    chain.go(`a${nth + 1}`);
    return [bottom, middle, await root.done].map(({ status }) => status);
  });
  expect((await Promise.all(ends)).flat()).toEqual(Array(12).fill("complete"));
}, 60_000);

test("what is asked in a chain goes before what begins anew", async () => {
  const chain = await chained(GATED, { runs: 1 });
  const a = await running(chain, await chain.ask("a"));
  const waits = await chain.ask("new");
  const b = await chain.askFrom(a, "b");
  await running(chain, b);
  expect(stateOf(chain, waits)).toBe("queued");
  chain.go("b", "new");
  await b.done;
  chain.go("a");
  await Promise.all([a.done, waits.done]);
});

test("stopping a query stops what it has asked, also what waits in line", async () => {
  const chain = await chained(HANGS, { runs: 2 });
  const a = await running(chain, await chain.ask("a"));
  const b = await running(chain, await chain.askFrom(a, "b"));
  const c = await running(chain, await chain.askFrom(b, "c", { awaited: false }));
  const d = await chain.askFrom(b, "d", { awaited: false });
  expect(stateOf(chain, d)).toBe("queued");
  await stopQuery(a.messageId, chain.engine);
  const ends = await Promise.all([a.done, b.done, c.done, d.done]);
  expect(ends.map(({ failure }) => failure?.code)).toEqual(Array(4).fill("stopped-by-user"));
  await expect(chain.askFrom(a, "e")).rejects.toMatchObject({ code: "chain-ended" });
}, 30_000);

test("when an answer fails, what was asked for it is stopped; what nobody waits for goes on when it succeeds", async () => {
  const dies = { turns: [[{ init: true as const }, { waitFor: "go-{module}" }, { exit: 3 }]] };
  const chain = await chained(dies);
  const a = await running(chain, await chain.ask("a"));
  const b = await running(chain, await chain.askFrom(a, "b"));
  chain.go("a");
  expect(await a.done).toMatchObject({ status: "failed" });
  expect(await b.done).toMatchObject({ status: "failed" });
  const good = await chained(GATED, { runs: 8 });
  const parent = await running(good, await good.ask("a"));
  const loose = await running(good, await good.askFrom(parent, "b", { awaited: false }));
  good.go("a");
  expect(await parent.done).toMatchObject({ status: "complete" });
  good.go("b");
  expect(await loose.done).toMatchObject({ status: "complete" });
}, 30_000);

test("a process that is kept for follow-ups is known by its first run", async () => {
  const chain = await chained(GATED);
  const a = await running(chain, await chain.ask("a"));
  expect(answeringRun(chain.engine.store.db, a.runId)).toMatchObject({ runId: a.runId, module: "a" });
  chain.go("a");
  await a.done;
  fs.rmSync(path.join(chain.dir, "go-a"));
  expect(answeringRun(chain.engine.store.db, a.runId)).toBeNull();
  const next = await running(chain, await chain.ask("a", { threadId: a.threadId }));
  expect(answeringRun(chain.engine.store.db, a.runId)).toMatchObject({ runId: next.runId });
  expect(askingRun(chain.engine.store.db, a.runId)).toEqual({ module: "a", runId: next.runId });
  await chain.finish();
  expect(answeringRun(chain.engine.store.db, "none")).toBeNull();
  // It is told that its question has ended when it asks.
  expect(askingRun(chain.engine.store.db, a.runId)).toEqual({ module: "a", runId: a.runId });
  for (const mark of [undefined, "none"]) expect(askingRun(chain.engine.store.db, mark)).toBeUndefined();
});
