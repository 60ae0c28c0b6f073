import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { inheritedEnv } from "../../testing/real-claude.ts";
import { scratch } from "../../testing/scratch.ts";
import { completeDirectory } from "./complete-directory.ts";
import { listModuleFiles, sizeWithin } from "./module-files.ts";

/** A module within a directory that holds more than it. */
function module(): { root: string; outside: string } {
  const outside = scratch();
  const root = path.join(outside, "module");
  const files = ["README.md", "src/a.ts", "node_modules/x/index.js", "built/out.js", "with space.txt"];
  for (const file of files) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), "12345");
  }
  writeFileSync(path.join(outside, "secret.txt"), "secret");
  symlinkSync(path.join(outside, "secret.txt"), path.join(root, "link.txt"));
  symlinkSync(outside, path.join(root, "up"));
  return { root, outside };
}

test("without a repository the files are found by walking, past links and what others made", async () => {
  const { root } = module();
  const { files, isCut } = await listModuleFiles(root, { ...inheritedEnv(), GIT_DIR: "/nowhere" });
  expect(files.toSorted()).toEqual(["README.md", "built/out.js", "src/a.ts", "with space.txt"]);
  expect(isCut).toBe(false);
});

test("in a repository what it ignores is left out, and nothing that its configuration names is run", async () => {
  const { root, outside } = module();
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: root, env: { NODE_ENV: "test", ...inheritedEnv(), HOME: outside } });
  git("init", "-q");
  writeFileSync(path.join(root, ".gitignore"), "built/\nnode_modules/\n");
  const trap = path.join(outside, "trap.sh");
  writeFileSync(trap, `#!/bin/sh\ntouch '${outside}/sprung'\n`);
  chmodSync(trap, 0o755);
  git("config", "core.fsmonitor", trap);
  const { files } = await listModuleFiles(root, { ...inheritedEnv(), HOME: outside });
  expect(files).toEqual(expect.arrayContaining([".gitignore", "README.md", "src/a.ts", "with space.txt"]));
  expect(files.filter((file) => /built|node_modules/.test(file))).toEqual([]);
  expect(existsSync(path.join(outside, "sprung"))).toBe(false);
});

test("the size of a file is told only within the module", async () => {
  const { root } = module();
  expect(await sizeWithin(root, "src/a.ts")).toBe(5);
  for (const other of ["gone.txt", "src", "link.txt", "up/secret.txt"])
    expect(await sizeWithin(root, other)).toBeNull();
  for (const path of ["../secret.txt", "/etc/hostname", "a\0b", "src/../../secret.txt", ""]) {
    await expect(sizeWithin(root, path)).rejects.toMatchObject({ code: "input-invalid" });
  }
});

test("directories are completed under what is typed; files, hidden ones and what isn't there give nothing", async () => {
  const { root } = module();
  mkdirSync(path.join(root, ".hidden"));
  const named = (...names: string[]) => names.map((name) => path.join(root, name));
  expect(await completeDirectory(`${root}/`)).toEqual(named("built", "node_modules", "src", "up"));
  expect(await completeDirectory(`${root}/S`)).toEqual(named("src"));
  expect(await completeDirectory(`${root}/.h`)).toEqual(named(".hidden"));
  for (const typed of [
    `${root}/nowhere/x`,
    `${root}/README.md/x`,
    "relative/",
    "",
    `${root}\0/`,
    "/proc/",
    "/sys/",
    "/dev/",
  ]) {
    expect(await completeDirectory(typed)).toEqual([]);
  }
});
