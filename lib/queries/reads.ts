import { findClaude } from "../claude/find-claude.ts";
import { isSwitchboardError } from "../core/failure.ts";
import type { InsightsAsk, InsightsView } from "../core/insights.ts";
import type { HomeView, Module, ThreadView } from "../core/message.ts";
import type { Surroundings } from "../core/surroundings.ts";
import * as insights from "../db/insights.ts";
import { NOTHING_SAID } from "../db/modules.ts";
import { readHomeView, readThreadView } from "../db/views.ts";
import { checkDisk } from "./check-disk.ts";
import { type Engine, getEngine } from "./engine.ts";

/** What the home page shows. In the demo its modules are offered before they were ever asked. */
export async function readHome(): Promise<HomeView> {
  const engine = await getEngine();
  const home = readHomeView(engine.store.db);
  const offered = engine.env.demoModules.filter((module) => !home.modules.some((known) => known.path === module.path));
  const modules: Module[] = [
    ...home.modules,
    ...offered.map((module) => ({ ...NOTHING_SAID, ...module, createdAt: 0, lastAskedAt: null })),
  ];
  return { ...home, modules };
}

/** A thread with all that was said in it; null when there is none of that id. Pages read windows (read-thread.ts). */
export async function readThread(threadId: string): Promise<ThreadView | null> {
  return readThreadView((await getEngine()).store.db, threadId);
}

/** Sums over the runs of a time. @throws SwitchboardError input-invalid when a day is none */
export async function readInsights(ask: InsightsAsk): Promise<InsightsView> {
  return insights.readInsights((await getEngine()).store.db, ask);
}

/** Whether the CLI is there, and where things are. */
export async function readEnvironment(): Promise<Surroundings> {
  const { env, variables } = await getEngine();
  return {
    demo: env.demo,
    cli: await readCli(env.claude, variables),
    databasePath: env.databasePath,
    disk: readDisk(env.home),
  };
}

function readDisk(home: string): Surroundings["disk"] {
  try {
    checkDisk(home);
    return null;
  } catch (error) {
    if (!isSwitchboardError(error)) throw error;
    return { message: error.message, hint: error.hint };
  }
}

async function readCli(configured: string | null, variables: Engine["variables"]): Promise<Surroundings["cli"]> {
  try {
    return { state: "ok", ...(await findClaude(configured, variables)) };
  } catch (error) {
    if (!isSwitchboardError(error)) throw error;
    return { state: "refused", code: error.code, message: error.message, hint: error.hint };
  }
}
