import fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type McpConfig, type Spool, spoolAt } from "../claude/spool.ts";
import { type Engine, spoolDirOf } from "./engine.ts";

/**
 * What the CLI is told of our MCP server: the same program, on the same database and with the same limits. It knows by
 * the run's mark, which the CLI's processes inherit, for which query it asks.
 */
export function ourMcpServer({ env, variables }: Engine): McpConfig {
  const ours = Object.entries(variables).flatMap(([name, value]): [string, string][] =>
    name.startsWith("SWITCHBOARD_") && value !== undefined ? [[name, value]] : [],
  );
  const { SWITCHBOARD_RUN: _mark, ...kept } = Object.fromEntries(ours);
  const { runs, depth, silenceMs, totalMs } = env.limits;
  const where = {
    ...{ SWITCHBOARD_HOME: env.home, SWITCHBOARD_DB: env.databasePath, SWITCHBOARD_PROGRAM: env.program },
    ...(env.claude !== null && { SWITCHBOARD_CLAUDE: env.claude }),
    ...{ SWITCHBOARD_MAX_RUNS: String(runs), SWITCHBOARD_MAX_DEPTH: String(depth) },
    ...{ SWITCHBOARD_SILENCE_LIMIT: minutes(silenceMs), SWITCHBOARD_TOTAL_LIMIT: minutes(totalMs) },
  };
  const program = { command: process.execPath, args: [env.program, "mcp"], env: { ...kept, ...where } };
  return { mcpServers: { switchboard: { type: "stdio", ...program, alwaysLoad: true } } };
}

const minutes = (ms: number) => String(ms / 60_000);

/** How long a question waits for the tools, in milliseconds: without them the model is told that they are missing. */
const TOOLS_MS = 30_000;
const LOOK_MS = 10;

/**
 * How long the CLI's first turn waits for servers that are always to be there (`alwaysLoad`), as ours is; by itself 5 s, and
 * for others about 2 s (measured with 2.1.197). Who has set another time has it.
 */
export function waitForTools({ variables }: Engine, spool: Spool): Record<string, string> {
  if (!fs.existsSync(spool.mcpConfig)) return {};
  return { MCP_CONNECT_TIMEOUT_MS: variables.MCP_CONNECT_TIMEOUT_MS ?? String(TOOLS_MS) };
}

/**
 * Waits until our MCP server has told the CLI of its tools: a CLI that doesn't know `alwaysLoad` would have the model ask
 * before, and tell it that there is no such tool.
 */
export async function toolsThere(spool: Spool, goesOn: () => boolean): Promise<void> {
  if (!fs.existsSync(spool.mcpConfig)) return;
  const limit = performance.now() + TOOLS_MS;
  while (!fs.existsSync(spool.mcpReady) && performance.now() < limit && goesOn()) await sleep(LOOK_MS);
}

/**
 * Notes that the CLI knows our tools.
 * @param mark of the run whose process has started us; undefined when none has
 */
export function noteToolsThere(engine: Engine, mark: string | undefined): void {
  if (mark === undefined || !/^[\w-]+$/.test(mark)) return;
  const spool = spoolAt(spoolDirOf(engine, mark));
  if (fs.existsSync(spool.mcpConfig)) fs.writeFileSync(spool.mcpReady, "", { mode: 0o600 });
}
