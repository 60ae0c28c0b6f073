import { mkdirSync, mkdtempSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { type Dashboard, startDashboard } from "../testing/dashboard.ts";
import type { RealClaude } from "../testing/real-claude.ts";
import { test as base } from "./fixtures.ts";

/** A dashboard beside a history of Claude Code, both of a test's own. */
export interface HistoryDashboard {
  /** Claude Code's directory, which holds `projects`. */
  root: string;
  /** Where modules are. */
  modules: string;
  /** The CLI's environment with this history. */
  env: Record<string, string>;
  /** Starts it; a second time after it was stopped, on the same database. */
  start(more?: Record<string, string>): Promise<Dashboard>;
  /** Reads one value from the database. */
  read(sql: string): unknown;
  /** The pid of the process that imports; null while none does. */
  importer(): number | null;
}

interface Fixtures {
  history: HistoryDashboard;
}

/** Tests with a history. The dashboard is started by the test, once the history is as it is to be. */
export const test = base.extend<Fixtures>({
  history: async ({ dir, claude }, use) => {
    const own = mkdtempSync(path.join(dir, "history-"));
    const running: Dashboard[] = [];
    await use(historyDashboard(own, claude, running));
    await Promise.all(running.map((dashboard) => dashboard.stop()));
  },
  // The page is closed before the dashboard is ended.
  page: async ({ history, page }, use) => {
    if (history) await use(page);
  },
  baseURL: undefined,
});

function historyDashboard(dir: string, claude: RealClaude, running: Dashboard[]): HistoryDashboard {
  const root = path.join(dir, "claude-config");
  const file = path.join(dir, "switchboard.db");
  const modules = path.join(dir, "modules");
  for (const folder of [root, modules]) mkdirSync(folder, { recursive: true });
  const env = { ...claude.env, CLAUDE_CONFIG_DIR: root };
  const read = (sql: string) => {
    const db = new Database(file, { readonly: true });
    try {
      return db.prepare(sql).pluck().get();
    } finally {
      db.close();
    }
  };
  return {
    ...{ root, modules, env, read },
    async start(more = {}) {
      const args = ["--db", file, "--claude", claude.path];
      const dashboard = await startDashboard({ dir, env: { ...env, ...more }, args });
      running.push(dashboard);
      return dashboard;
    },
    importer() {
      const process = read("SELECT process FROM imports WHERE state = 'running'");
      const pid = typeof process === "string" ? (JSON.parse(process) as { pid: number }).pid : null;
      // For a moment the row names the dashboard that is about to launch it.
      return running.some((dashboard) => dashboard.pid === pid) ? null : pid;
    },
  };
}
