import path from "node:path";
import type { McpConfig } from "../claude/spool.ts";
import { packageRoot } from "../package-root.ts";
import type { Engine } from "./engine.ts";

/**
 * What the CLI is told of our MCP server: the same program, on the same database and with the same limits. It knows by
 * the run's mark, which the CLI's processes inherit, for which query it asks.
 */
export function ourMcpServer({ env, variables }: Engine): McpConfig {
  const ours = Object.entries(variables).flatMap(([name, value]): [string, string][] =>
    name.startsWith("SWITCHBOARD_") && value !== undefined ? [[name, value]] : [],
  );
  const { SWITCHBOARD_RUN: _mark, ...kept } = Object.fromEntries(ours);
  const where = { SWITCHBOARD_HOME: env.home, SWITCHBOARD_DB: env.databasePath };
  const program = path.join(packageRoot(import.meta.url), "bin", "switchboard.mjs");
  return {
    mcpServers: {
      switchboard: { type: "stdio", command: process.execPath, args: [program, "mcp"], env: { ...kept, ...where } },
    },
  };
}
