import { mkdirSync } from "node:fs";
import path from "node:path";
import { onTestFinished } from "vitest";
import { identify } from "../lib/claude/process-identity.ts";
import { openStore } from "../lib/db/store.ts";
import { listWarm } from "../lib/db/warm.ts";
import type { Limits } from "../lib/env.ts";
import { createEngine, type Engine } from "../lib/queries/engine.ts";
import { endWarmOf } from "../lib/queries/keep-warm.ts";
import { endLeftovers } from "../scripts/leftovers.mjs";
import { testEnvironment } from "./environment.ts";
import { createFakeClaude, type FakeClaude, type Scenario } from "./fake-claude.ts";
import { inheritedEnv } from "./real-claude.ts";
import { scratch } from "./scratch.ts";

/** An engine on a database of the test's own. */
export interface TestEngine {
  engine: Engine;
  /** Holds the database, the runs and the module. */
  dir: string;
  /** A directory that can be asked. */
  modulePath: string;
}

/**
 * An engine on a new database that starts the given CLI; closed, and its runs ended, when the test ends.
 * @param claude path of the executable
 * @param variables the whole environment of the CLI
 */
export async function testEngine(
  dir: string,
  claude: string,
  variables: Record<string, string>,
  limits: Partial<Limits> = {},
): Promise<TestEngine> {
  const modulePath = path.join(dir, "modules", "inventory");
  mkdirSync(modulePath, { recursive: true });
  const store = await openStore({ path: path.join(dir, "switchboard.db") });
  const env = testEnvironment(dir, claude, limits);
  const engine = createEngine(store, env, variables);
  onTestFinished(async () => {
    await Promise.all([...engine.followers.values()].map((follower) => follower.gone));
    await Promise.all(listWarm(store.db).map((warm) => endWarmOf(engine, warm.threadId)));
    await store.close();
    // Of a test that failed halfway.
    await endLeftovers(dir, { graceMs: 200 });
  });
  return { engine, dir, modulePath };
}

/** An engine that starts the fake claude with a scenario. */
export async function fakeEngine(
  scenario: Scenario,
  limits: Partial<Limits> = {},
): Promise<TestEngine & { claude: FakeClaude }> {
  const dir = scratch();
  const claude = await createFakeClaude(dir, scenario);
  return { ...(await testEngine(dir, claude.path, { ...inheritedEnv(), HOME: dir }, limits)), claude };
}

/** Another living process on the same database, as far as that can be had within one: it goes by our parent's name. */
export function otherProcess(engine: Engine): Engine {
  const other = createEngine(engine.store, engine.env, engine.variables);
  return { ...other, self: JSON.stringify(identify(process.ppid)) };
}

/** What a run of one short answer prints. */
export const SHORT_ANSWER: Scenario = { turns: [[{ init: true }, { deltas: 3, size: 4 }, { result: {} }]] };
