import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Dashboard, startDashboard } from "../testing/dashboard.ts";
import { writeHistory } from "../testing/session-writer.ts";
import { withOwnDashboard } from "./own-dashboard.ts";
import { fillSample } from "./sample-content.ts";

/** A dashboard with a month of work in it, and another one in which nothing has happened yet. */
export const test = withOwnDashboard("sample", (db, { dir, claude }) =>
  fillSample(db, dir, String(claude.env.CLAUDE_CONFIG_DIR)),
).extend<object, { fresh: Dashboard }>({
  fresh: [
    async ({ dir, claude }, use) => {
      const home = path.join(dir, "fresh");
      const config = path.join(home, "claude-config");
      mkdirSync(config, { recursive: true });
      writeHistory({ root: config, home: path.join(home, "code"), sessions: 6, turns: 2 });
      const env = { ...claude.env, CLAUDE_CONFIG_DIR: config };
      const fresh = await startDashboard({ dir: home, env, args: ["--claude", claude.path] });
      await use(fresh);
      await fresh.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],
});
