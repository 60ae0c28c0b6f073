import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { scratch } from "../../testing/scratch.ts";
import { readOwnSetup } from "./own-setup.ts";

/** A directory below another one, and how to write files into either. */
function nested() {
  const above = path.join(scratch(), "above");
  const directory = path.join(above, "module");
  mkdirSync(path.join(directory, ".claude"), { recursive: true });
  const write = (name: string, content: unknown) => {
    const file = path.resolve(directory, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return file;
  };
  const digest = () => readOwnSetup(directory).digest;
  return { above, directory, write, digest };
}

const hook = (command: string) => ({ hooks: { SessionStart: [{ hooks: [{ type: "command", command }] }] } });

test("a directory that brings nothing has nothing to show", () => {
  const { directory } = nested();
  expect(readOwnSetup(directory)).toMatchObject({ programs: [], others: [], odd: [] });
});

test("all that runs by itself is named, with the file that says so", () => {
  const { directory, write } = nested();
  const settings = write(".claude/settings.json", {
    ...hook("./start.sh"),
    apiKeyHelper: "./key.sh",
    statusLine: { type: "command", command: "./line.sh" },
    env: { ANTHROPIC_BASE_URL: "http://elsewhere" },
    enabledPlugins: { "a@b": true },
    model: "opus",
  });
  const local = write(".claude/settings.local.json", hook("./local.sh"));
  const own = write(".mcp.json", { mcpServers: { here: { command: "node", args: ["server.js"] } } });
  const around = write("../.mcp.json", { mcpServers: { there: { type: "http", url: "https://there" } } });
  const { programs, others } = readOwnSetup(directory);
  expect(programs).toEqual([
    { kind: "hook", name: "SessionStart", runs: "./start.sh", file: settings },
    { kind: "helper", name: "apiKeyHelper", runs: "./key.sh", file: settings },
    { kind: "helper", name: "statusLine", runs: "./line.sh", file: settings },
    { kind: "environment", name: "ANTHROPIC_BASE_URL", runs: "http://elsewhere", file: settings },
    { kind: "plugin", name: "a@b", runs: "true", file: settings },
    { kind: "hook", name: "SessionStart", runs: "./local.sh", file: local },
    { kind: "mcp-server", name: "here", runs: "node server.js", file: own },
    { kind: "mcp-server", name: "there", runs: "https://there", file: around },
  ]);
  expect(others).toEqual([{ what: "the setting model", file: settings }]);
});

test("programs that the git repository names are among them, also those of a worktree", () => {
  const { above, directory } = nested();
  const git = (...args: string[]) => execFileSync("git", args, { cwd: above, env: { NODE_ENV: "test", HOME: above } });
  git("init", "-q");
  for (const [key, value] of [
    ["core.fsmonitor", "./watch.sh"],
    ["filter.lfs.clean", "git-lfs clean"],
    ["user.name", "Somebody"],
  ])
    git("config", key ?? "", value ?? "");
  const config = path.join(above, ".git", "config");
  expect(readOwnSetup(directory).programs).toEqual([
    { kind: "git", name: "core.fsmonitor", runs: "./watch.sh", file: config },
    { kind: "git", name: "filter.lfs.clean", runs: "git-lfs clean", file: config },
  ]);
  const worktree = path.join(above, "..", "worktree");
  git("-c", "core.fsmonitor=false", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "x");
  git("-c", "core.fsmonitor=false", "worktree", "add", "-q", worktree);
  expect(readOwnSetup(worktree).programs).toHaveLength(2);
  git("config", "core.fsmonitor", "true");
  expect(readOwnSetup(directory).programs).toHaveLength(1);
});

test("what Claude reads is told, with its size", () => {
  const { directory, write } = nested();
  write("CLAUDE.md", "Be brief.");
  write("../CLAUDE.md", "Be kind.");
  write(".claude/agents/a.md", "x");
  expect(readOwnSetup(directory).others.map(({ what }) => what)).toEqual([
    "CLAUDE.md, 9 bytes",
    "CLAUDE.md, 8 bytes",
    "1 in agents",
  ]);
});

test("the digest changes with all that can run, and not with what is only read or allowed", () => {
  const { above, write, digest } = nested();
  const seen = new Set([digest()]);
  const isNew = () => {
    const now = digest();
    const before = seen.has(now);
    seen.add(now);
    return !before;
  };
  write("CLAUDE.md", "Be brief.");
  expect(isNew()).toBe(false);
  write(".claude/settings.json", hook("./a.sh"));
  expect(isNew()).toBe(true);
  write(".claude/settings.json", hook("./b.sh"));
  expect(isNew()).toBe(true);
  write(".claude/settings.json", { ...hook("./b.sh"), nobodyKnowsThis: "x" });
  expect(isNew()).toBe(true);
  write(".claude/settings.local.json", {});
  expect(isNew()).toBe(true);
  write(".claude/settings.local.json", { permissions: { allow: ["Bash(ls)"] } });
  expect(isNew()).toBe(true);
  // The CLI writes these whenever something is allowed in a terminal.
  write(".claude/settings.local.json", { permissions: { allow: ["Bash(ls)", "Bash(cat)"], deny: [] } });
  expect(isNew()).toBe(false);
  write(".claude/settings.local.json", { permissions: { defaultMode: "bypassPermissions" } });
  expect(isNew()).toBe(true);
  write("../.mcp.json", { mcpServers: { a: { command: "x" } } });
  expect(isNew()).toBe(true);
  execFileSync("git", ["init", "-q"], { cwd: above, env: { NODE_ENV: "test", HOME: above } });
  expect(isNew()).toBe(false);
  execFileSync("git", ["config", "core.fsmonitor", "./a.sh"], { cwd: above, env: { NODE_ENV: "test", HOME: above } });
  expect(isNew()).toBe(true);
});

test("what can't be understood is told and counts as something that may run; nothing is waited for", () => {
  const { directory, write, digest } = nested();
  const before = digest();
  const settings = write(".claude/settings.json", "{ no json");
  const mcp = path.join(directory, ".mcp.json");
  execFileSync("mkfifo", [mcp]);
  expect(readOwnSetup(directory).odd).toEqual([
    { file: settings, why: "is no JSON object" },
    { file: mcp, why: "is no plain file" },
  ]);
  const odd = digest();
  expect(odd).not.toBe(before);
  write(".claude/settings.json", "{ other");
  expect(digest()).not.toBe(odd);
  rmSync(mcp);
  symlinkSync("/dev/zero", mcp);
  expect(readOwnSetup(directory).odd).toContainEqual({ file: mcp, why: "is no plain file" });
  rmSync(mcp);
  writeFileSync(mcp, " ".repeat(2 * 1024 * 1024));
  expect(readOwnSetup(directory).odd).toContainEqual({ file: mcp, why: "has 2097152 bytes" });
});
