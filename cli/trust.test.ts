import fs from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { commandLine, PATIENT } from "../testing/command-line.ts";
import { SHORT_ANSWER } from "../testing/engine.ts";
import { createFakeClaude } from "../testing/fake-claude.ts";
import { scratch } from "../testing/scratch.ts";

vi.setConfig({ testTimeout: PATIENT.timeout });

test("trust shows what a directory runs, is given with --yes and taken back, and the log tells who did it", async () => {
  const dir = scratch();
  const claude = await createFakeClaude(dir, SHORT_ANSWER);
  const { run, modulePath } = commandLine(dir, claude.path);
  await run("ask", modulePath, "x", "--quiet");
  const hooks = { Stop: [{ hooks: [{ type: "command", command: "./hook.sh\u001b[2J" }] }] };
  fs.mkdirSync(path.join(modulePath, ".claude"));
  fs.writeFileSync(path.join(modulePath, ".claude", "settings.json"), JSON.stringify({ hooks }));

  const shown = await run("trust", "inventory");
  expect(shown.stdout).toContain(`${modulePath} is not trusted.`);
  expect(shown.stdout).toContain("hook Stop: ./hook.sh");
  expect(shown.stdout).not.toContain("\u001b");
  expect(await run("trust")).toMatchObject({ stdout: "", code: 0 });

  expect(await run("trust", "inventory", "--yes")).toMatchObject({ code: 0 });
  expect((await run("trust")).stdout).toContain(modulePath);
  await run("ask", modulePath, "x", "--quiet");
  const [before, after] = await claude.spawns();
  expect(before?.argv).toContain("--setting-sources");
  expect(after?.argv).not.toContain("--setting-sources");

  expect((await run("trust", "inventory", "--withdraw")).stdout).toBe(`${modulePath} is not trusted any more.\n`);
  const log = (await run("log", "--json")).stdout.trim().split("\n");
  const told = log.map((line) => JSON.parse(line)).map(({ event, way }) => `${event} ${way}`);
  expect(told).toEqual(["trust-withdrawn terminal", "launch terminal", "trust terminal", "launch terminal"]);
  expect((await run("log", "--event", "trust")).stdout).toMatch(/^20.*Z Trusted .*hook Stop.* — Terminal, user /);
  expect(await run("log", "--event", "lunch")).toMatchObject({ code: 2 });
});

test("a run of Switchboard can't trust a directory", async () => {
  const dir = scratch();
  const claude = await createFakeClaude(dir, SHORT_ANSWER);
  const { run, modulePath } = commandLine(dir, claude.path, { SWITCHBOARD_RUN: "a-run" });
  for (const option of ["--yes", "--withdraw"]) {
    const refused = await run("trust", modulePath, option);
    expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining("only a person can") });
  }
});

test("a run of Switchboard can't give a module rights, and may change what is none", async () => {
  const dir = scratch();
  const claude = await createFakeClaude(dir, SHORT_ANSWER);
  const { run, modulePath } = commandLine(dir, claude.path, { SWITCHBOARD_RUN: "a-run" });
  expect(await run("modules", "add", modulePath)).toMatchObject({ code: 0 });
  const registry = path.join(dir, "modules.yaml");
  fs.writeFileSync(registry, "modules: []\n");
  for (const words of [
    ["modules", "edit", "inventory", "--profile", "full"],
    ["modules", "edit", "inventory", "--asks", "yes"],
    ["modules", "import", registry, "--grant"],
    ["import", registry, "--grant"],
  ]) {
    expect(await run(...words)).toMatchObject({ code: 3, stderr: expect.stringContaining("only a person can") });
  }
  expect(await run("modules", "edit", "inventory", "--description", "Counts")).toMatchObject({ code: 0 });
  const shown = JSON.parse((await run("modules", "show", "inventory", "--json")).stdout);
  expect(shown).toMatchObject({ description: "Counts", profile: null, asks: null });
});
