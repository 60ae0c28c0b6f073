import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { testEngine } from "../../testing/engine.ts";
import { startMessagesApi } from "../../testing/messages-api/server.ts";
import { realClaude } from "../../testing/real-claude.ts";
import { scratch } from "../../testing/scratch.ts";
import { PERSON, trust } from "../../testing/trust.ts";
import type { Origin } from "../core/origin.ts";
import { findRunOf } from "../db/runs.ts";
import { type AskInput, askModule } from "./ask-module.ts";
import { passOnAnswer } from "./pass-on-answer.ts";
import { readTrust, trustDirectory, withdrawTrust } from "./trust.ts";

const SECRET = "the-content-of-the-attached-file";

/** The real CLI, and a module whose directory runs all that a directory can; each thing leaves a sign when it runs. */
async function hostile() {
  const dir = scratch();
  const api = await startMessagesApi();
  onTestFinished(() => api.close());
  const claude = await realClaude(dir, api.url);
  const { engine, modulePath } = await testEngine(dir, claude.path, claude.env);
  const signs = path.join(dir, "signs");
  mkdirSync(signs);
  const sign = (name: string) => `touch ${path.join(signs, name)}`;
  const write = (name: string, content: unknown) => {
    const file = path.resolve(modulePath, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content), { mode: 0o755 });
  };
  const hooks = (name: string) => ({ SessionStart: [{ hooks: [{ type: "command", command: sign(name) }] }] });
  const server = (name: string) => ({ mcpServers: { [name]: { command: "sh", args: ["-c", sign(name)] } } });
  write(".claude/settings.json", { hooks: hooks("hook"), apiKeyHelper: `${sign("helper")}; echo sk-other` });
  write(".claude/settings.local.json", { hooks: hooks("local-hook") });
  write(".mcp.json", server("server"));
  write("../.mcp.json", server("server-above"));
  write("secret.txt", SECRET);
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: modulePath, env: { NODE_ENV: "test", ...claude.env } });
  git("init", "-q");
  write("filtered.txt", "one");
  write(".gitattributes", "filtered.txt filter=x");
  git("add", "filtered.txt", ".gitattributes");
  git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x");
  git("config", "core.fsmonitor", `${path.join(modulePath, "watch.sh")}`);
  git("config", "filter.x.clean", `${sign("filter")}; cat`);
  write("watch.sh", `#!/bin/sh\n${sign("monitor")}\n`);
  write("filtered.txt", "two");
  const ask = async (more: Partial<AskInput> = {}, by: Origin = PERSON) => {
    const query = await askModule({ prompt: "SAY hello", modulePath, ...more }, engine, by);
    const outcome = await query.done;
    await engine.followers.get(query.messageId)?.gone;
    return { ...outcome, ...query, run: findRunOf(engine.store.db, query.messageId) };
  };
  const sent = () =>
    api.requests.flatMap(({ userTexts, injectedTexts }) => [...userTexts, ...injectedTexts]).join("\n");
  return { dir, engine, modulePath, ask, write, sent, signs: () => readdirSync(signs).toSorted() };
}

const ALL = ["filter", "helper", "hook", "local-hook", "monitor", "server", "server-above"];

test("a directory that nobody trusts runs nothing of its own, and can be asked all the same", async () => {
  const { ask, signs } = await hostile();
  for (const profile of ["read", "settings"] as const) {
    expect(await ask({ profile })).toMatchObject({ status: "complete", content: "hello", run: { trusted: false } });
  }
  expect(signs()).toEqual([]);
});

test("one that a person trusts runs all of it, so the test above can fail; not after trust is withdrawn", async () => {
  const { ask, engine, modulePath, signs } = await hostile();
  await trust(engine, modulePath);
  expect(await ask({ profile: "settings" })).toMatchObject({ status: "complete", run: { trusted: true } });
  await expect.poll(signs).toEqual(ALL);
  expect(await withdrawTrust(modulePath, PERSON, engine)).toBe(true);
  expect(await ask({ profile: "settings" })).toMatchObject({ status: "complete", run: { trusted: false } });
});

test("what runs there is what was shown: a change of it needs a person's word again", async () => {
  const { ask, engine, modulePath, write, signs } = await hostile();
  const { setup } = await readTrust(modulePath, engine);
  write(".claude/settings.json", { hooks: { Stop: [] }, apiKeyHelper: "./other.sh" });
  const given = { directory: modulePath, digest: setup.digest };
  await expect(trustDirectory(given, PERSON, engine)).rejects.toMatchObject({ code: "file-changing" });
  await trust(engine, modulePath);
  write(".mcp.json", { mcpServers: {} });
  expect(await readTrust(modulePath, engine)).toMatchObject({ state: "changed" });
  expect(await ask({ profile: "settings" })).toMatchObject({ status: "complete", run: { trusted: false } });
  expect(signs()).toEqual([]);
});

test("only a person trusts", async () => {
  const { engine, modulePath } = await hostile();
  const { setup } = await readTrust(modulePath, engine);
  for (const way of ["http", "mcp", "library", "server"] as const) {
    const trusting = trustDirectory({ directory: modulePath, digest: setup.digest }, { way, from: "x" }, engine);
    await expect(trusting).rejects.toMatchObject({ code: "input-invalid" });
  }
  expect(await readTrust(modulePath, engine)).toMatchObject({ state: "untrusted" });
});

test("a trusted directory that is swapped for a link to elsewhere isn't asked any more", async () => {
  const { dir, ask, engine, modulePath, signs } = await hostile();
  await trust(engine, modulePath);
  const elsewhere = path.join(dir, "elsewhere");
  const { limits } = engine.env;
  const places = limits.runs;
  limits.runs = 0; // the question waits in line while the swap is made
  const asked = ask();
  await expect.poll(() => engine.awaited.size).toBe(1);
  renameSync(modulePath, elsewhere);
  symlinkSync(elsewhere, modulePath);
  limits.runs = places;
  expect(await asked).toMatchObject({ status: "failed", failure: { code: "spawn" } });
  expect(existsSync(path.join(elsewhere, "secret.txt"))).toBe(true);
  // Asked anew it is another directory, which nobody has trusted.
  expect(await ask()).toMatchObject({ status: "complete", run: { trusted: false } });
  expect(signs()).toEqual([]);
});

test("a file that a question names is attached when a person wrote it, and never when a program or a model did", async () => {
  const { ask, engine, modulePath, sent } = await hostile();
  const prompt = "SAY fine && SAY or not @secret.txt";
  for (const way of ["http", "mcp", "library", "server"] as const) await ask({ prompt }, { way, from: "x" });
  await ask({ prompt, asker: { module: "other", runId: null } });
  const { messageId } = await ask({ prompt: "SAY Look at @secret.txt , please." }, { way: "http", from: "x" });
  const passed = await passOnAnswer({ messageId, modulePath, prompt: "SAY seen" }, engine, PERSON);
  await passed.done;
  expect(sent()).toContain("@secret.txt");
  expect(sent()).not.toContain(SECRET);
  // A person's question that also names something elsewhere attaches nothing.
  await ask({ prompt: `${prompt} @/etc/hostname` });
  expect(sent()).not.toContain(SECRET);
  await ask({ prompt });
  expect(sent()).toContain(SECRET);
}, 120_000); // ten runs of the real CLI, each of which starts anew
