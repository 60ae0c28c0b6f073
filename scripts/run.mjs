#!/usr/bin/env node
// The one entry of `npm start`, `npm test` and the rest: makes sure of a recent Node and of the packages, then runs the
// command with them. Plain JavaScript that Node 18 runs: it is what finds out that Node is too old.
import { audit } from "./audit.mjs";
import { ensureBrowser } from "./browser.mjs";
import { build, buildLibrary } from "./build.mjs";
import { check } from "./check.mjs";
import { ensureClaudeCode } from "./claude-code.mjs";
import { withCompileCache } from "./compile-cache.mjs";
import { ensureInstalled } from "./install.mjs";
import { ensureNode } from "./node-runtime.mjs";
import { runAttached } from "./processes.mjs";
import { packageFile, projectFile, Trouble } from "./project.mjs";
import { runAllTests } from "./test.mjs";

/** Each takes the tools (Node and an environment) and the words after the command; gives an exit code, or none for 0. */
const COMMANDS = {
  async start({ node, env }, flags) {
    await build({ node, env });
    return runAttached(node, [projectFile("bin/switchboard.mjs"), ...flags], { env });
  },
  async dev({ node, env }, flags) {
    await buildLibrary({ node, env });
    return runAttached(node, [projectFile("bin/switchboard.mjs"), "--dev", ...flags], { env });
  },
  async demo({ node, env }, flags) {
    await build({ node, env });
    await ensureClaudeCode(env);
    return runAttached(node, [projectFile("scripts/demo.mjs"), ...flags], { env });
  },
  build: (tools) => build(tools, { force: true }),
  check,
  audit,
  async unit({ node, env }, args) {
    await ensureClaudeCode(env);
    return runAttached(node, [packageFile("vitest/vitest.mjs"), "run", ...args], { env: withCompileCache(env) });
  },
  async e2e({ node, env }, args) {
    await ensureBrowser({ node, env });
    await ensureClaudeCode(env);
    await build({ node, env });
    return runAttached(node, [packageFile("@playwright/test/cli.js"), "test", ...args], {
      env: withCompileCache(env),
    });
  },
  async bench({ node, env }, args) {
    await build({ node, env });
    return runAttached(node, [projectFile("bench/run.mjs"), ...args], { env });
  },
  async torture({ node, env }, args) {
    await build({ node, env });
    return runAttached(node, [projectFile("testing/torture/main.ts"), ...args], { env });
  },
  format: ({ node, env }, args) =>
    runAttached(node, [packageFile("@biomejs/biome/bin/biome"), "check", "--write", ...args], { env }),
  "db:generate": ({ node, env }, args) =>
    runAttached(node, [packageFile("drizzle-kit/bin.cjs"), "generate", ...args], { env }),
};

async function prepare() {
  const tools = await ensureNode();
  await ensureInstalled(tools.env);
  return tools;
}

async function main([name = "start", ...args]) {
  if (name === "test") return runAllTests(prepare);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new Trouble(`No such command: ${name}`, `There are: test, ${Object.keys(COMMANDS).join(", ")}.`);
  return command(await prepare(), args);
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ?? 0;
} catch (error) {
  console.error(error instanceof Trouble ? error.message : error);
  process.exitCode = 1;
}
