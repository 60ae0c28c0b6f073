import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { startDashboard } from "../testing/dashboard.ts";
import { expect, test } from "./fixtures.ts";

/** All that stands in a directory, with its mode. */
function modesIn(directory: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of ["", ...(readdirSync(directory, { recursive: true }) as string[])]) {
    const stat = statSync(path.join(directory, name), { throwIfNoEntry: false });
    if (stat) found[`${stat.isDirectory() ? "directory" : "file"} ${name}`] = (stat.mode & 0o777).toString(8);
  }
  return found;
}

test("whatever the umask, nobody else can read anything that Switchboard keeps", async ({
  dir,
  api,
  claude,
  modulePath,
}) => {
  const folder = path.join(dir, "open");
  const home = path.join(folder, "switchboard");
  // As Switchboard makes it (client.test.ts); one that a person has made stays as it is.
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const umask = process.umask(0);
  const dashboard = await startDashboard({ dir: folder, env: claude.env, args: ["--claude", claude.path] });
  try {
    const token = readFileSync(path.join(home, "token"), "utf8").trim();
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const question = "SAY begun && HOLD modes && MORE and ended";
    const body = JSON.stringify({ path: modulePath, question });
    const asked = await fetch(`${dashboard.url}/api/v1/queries`, { method: "POST", headers, body });
    expect(asked.status).toBe(202);
    await api.held("modes");
    const env = { ...claude.env, NODE_ENV: "test" as const, SWITCHBOARD_HOME: home };
    execFileSync(process.execPath, ["bin/switchboard.mjs", "backup"], { env, stdio: "ignore" });
    const modes = modesIn(home);
    const wrong = Object.entries(modes).filter(([name, mode]) => mode !== (name.startsWith("d") ? "700" : "600"));
    expect(wrong).toEqual([]);
    const names = Object.keys(modes);
    for (const kept of ["token", "switchboard.db", "switchboard.db-wal", "switchboard.db-shm"])
      expect(names).toContain(`file ${kept}`);
    for (const kept of [/^file runs\/.+\/stdout/, /^file runs\/.+\/stdin/, /^file backups\//])
      expect(names.filter((name) => kept.test(name)).length).toBeGreaterThan(0);
    api.release("modes");
  } finally {
    process.umask(umask);
    await dashboard.stop();
  }
});
