import path from "node:path";
import { DEFAULT_LIMITS, type Environment, type Limits } from "../lib/env.ts";

/** The environment of an engine whose home is a directory of a test's own. */
export function testEnvironment(dir: string, claude: string, limits: Partial<Limits> = {}): Environment {
  return {
    ...{ home: dir, databasePath: path.join(dir, "switchboard.db"), port: 0, claude, demo: false, demoModules: [] },
    ...{ allowedHosts: [], proxied: false },
    ...{
      claudeHome: path.join(dir, "claude-config"),
      program: path.join(import.meta.dirname, "switchboard.ts"),
      history: "on",
      onExit: "leave",
      limits: { ...DEFAULT_LIMITS, ...limits },
    },
  };
}
