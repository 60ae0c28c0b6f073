import { mkdirSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { type Dashboard, startDashboard } from "../testing/dashboard.ts";
import type { RealClaude } from "../testing/real-claude.ts";
import { expect, test } from "./fixtures.ts";

/** What a database is filled beside: the dashboard's directory, and its CLI. */
export interface FillPlace {
  dir: string;
  claude: RealClaude;
}

/** Tests with a dashboard of their own, and another program's connection to its database, which is filled once. */
export function withOwnDashboard<Filled>(name: string, fill: (db: Database.Database, place: FillPlace) => Filled) {
  const own = test.extend<
    object,
    { dashboard: Dashboard; store: { db: Database.Database; filled: Filled }; db: Database.Database; filled: Filled }
  >({
    dashboard: [
      async ({ dir, claude }, use) => {
        const home = path.join(dir, name);
        mkdirSync(home, { recursive: true });
        const args = ["--db", path.join(dir, `${name}.db`), "--claude", claude.path];
        const dashboard = await startDashboard({ dir: home, env: claude.env, args });
        await use(dashboard);
        await dashboard.stop();
      },
      { scope: "worker", timeout: 90_000 },
    ],
    store: [
      async ({ dashboard, dir, claude }, use) => {
        expect(dashboard.url).toMatch(/^http/);
        const db = new Database(path.join(dir, `${name}.db`));
        await use({ db, filled: fill(db, { dir: path.join(dir, name), claude }) });
        db.close();
      },
      { scope: "worker" },
    ],
    db: [async ({ store }, use) => use(store.db), { scope: "worker" }],
    /** What filling it gave. */
    filled: [async ({ store }, use) => use(store.filled), { scope: "worker" }],
  });
  own.beforeEach(({ db }) => expect(db.open).toBe(true));
  return own;
}
