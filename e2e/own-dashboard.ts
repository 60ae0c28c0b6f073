import { mkdirSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { type Dashboard, startDashboard } from "../testing/dashboard.ts";
import { expect, test } from "./fixtures.ts";

/** Tests with a dashboard of their own, and another program's connection to its database, which is filled once. */
export function withOwnDashboard(name: string, fill: (db: Database.Database) => void) {
  const own = test.extend<object, { dashboard: Dashboard; db: Database.Database }>({
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
    db: [
      async ({ dashboard, dir }, use) => {
        expect(dashboard.url).toMatch(/^http/);
        const db = new Database(path.join(dir, `${name}.db`));
        fill(db);
        await use(db);
        db.close();
      },
      { scope: "worker" },
    ],
  });
  own.beforeEach(({ db }) => expect(db.open).toBe(true));
  return own;
}
