import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createFakeClaude, type FakeClaude } from "../fake-claude.ts";
import { inheritedEnv } from "../real-claude.ts";

/** What all processes of a torture run share. */
export interface World {
  /** Holds everything; its own alone. */
  dir: string;
  database: string;
  claude: FakeClaude;
  /** Directories that are asked. */
  modules: string[];
  /** How many answers may be written at once. */
  runs: number;
  /** The environment of dashboards and askers. */
  env: Record<string, string>;
}

const RUNS = 3;

export async function makeWorld(): Promise<World> {
  const dir = mkdtempSync(path.join(realpathSync(tmpdir()), "switchboard-torture-"));
  const home = path.join(dir, "switchboard");
  const modules = ["inventory", "storefront", "billing"].map((name) => path.join(dir, "modules", name));
  for (const folder of [home, path.join(dir, "home"), path.join(dir, "fake"), ...modules])
    mkdirSync(folder, { recursive: true });
  const claude = await createFakeClaude(path.join(dir, "fake"), {
    ...{ promptSteps: true, oracle: true, keepSpool: true, transcript: true },
  });
  const database = path.join(home, "switchboard.db");
  const env = {
    ...inheritedEnv(),
    HOME: path.join(dir, "home"),
    SWITCHBOARD_HOME: home,
    SWITCHBOARD_DB: database,
    SWITCHBOARD_CLAUDE: claude.path,
    SWITCHBOARD_MAX_RUNS: String(RUNS),
  };
  return { dir, database, claude, modules, runs: RUNS, env };
}

/** Loses what the CLI keeps of its sessions: follow-ups can't go on with them. */
export function forgetSessions(world: World): void {
  rmSync(path.join(world.dir, "home", ".claude"), { recursive: true, force: true });
}
