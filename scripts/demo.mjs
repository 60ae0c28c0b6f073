// `npm run demo`: the dashboard with two sample modules and the real claude CLI, without an account. Only the Messages
// API is a stand-in, and its answers say so. Everything it writes is in a temporary directory, removed at the end.
// run.mjs starts this file with a Node that runs TypeScript.
import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { startMessagesApi } from "../testing/messages-api/server.ts";
import { realClaude } from "../testing/real-claude.ts";
import { writeHistory } from "../testing/session-writer.ts";
import { endLeftovers } from "./leftovers.mjs";
import { projectFile } from "./project.mjs";

const PORT = 4747;
const MODULES = ["inventory", "storefront"];
const QUESTION = "How do I export the stock as CSV, and which columns does it have?";

const dir = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "switchboard-demo-"));
const api = await startMessagesApi();
let stopping = false;
try {
  process.exitCode = await runDashboard(process.argv.slice(2));
} finally {
  await api.close();
  await endLeftovers(dir);
  fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
}

/** Runs the dashboard until it ends; gives its exit code, 0 when it was asked to stop. */
async function runDashboard(flags) {
  // Its CLAUDE_CONFIG_DIR is the demo's own: the history of whoever tries the demo is never looked at.
  const claude = await realClaude(dir, api.url, { maxRetries: 1 });
  const home = path.join(dir, "modules");
  writeHistory({ root: claude.env.CLAUDE_CONFIG_DIR, home, modules: MODULES, sessions: 12, turns: 3 });
  const port = flags.some((flag) => /^--port\b/.test(flag)) ? [] : ["--port", String((await isFree(PORT)) ? PORT : 0)];
  const child = spawn(process.execPath, [projectFile("bin/switchboard.mjs"), ...port, ...flags], {
    env: {
      ...claude.env,
      SWITCHBOARD_HOME: path.join(dir, "switchboard"),
      SWITCHBOARD_DB: path.join(dir, "switchboard", "switchboard.db"),
      SWITCHBOARD_CLAUDE: claude.path,
      SWITCHBOARD_DEMO: "1",
      SWITCHBOARD_DEMO_MODULES: copyModules(),
      NEXT_TELEMETRY_DISABLED: "1",
    },
    stdio: ["inherit", "pipe", "inherit"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      // A terminal's Ctrl-C already reached the dashboard.
      if (!(signal === "SIGINT" && process.stdin.isTTY)) child.kill("SIGTERM");
      stopping = true;
    });
  }
  showOutput(child.stdout);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(stopping ? 0 : (code ?? 1)));
  });
}

/** Shows what the dashboard prints, and after its link (and the line below, about the CLI) what to try. */
function showOutput(stdout) {
  let printed = "";
  let isUp = false;
  stdout.setEncoding("utf8").on("data", (text) => {
    process.stdout.write(text);
    if (isUp) return;
    printed += text;
    isUp = /http:\/\/\S+:\d+.*\n.*\n/.test(printed);
    if (isUp)
      console.log(`\nDemo: open the link, choose the module ${MODULES[0]} and ask, for example:\n  ${QUESTION}\n`);
  });
}

/** Copies the sample modules, so that nothing asked of them can change this checkout; gives "name=path:name=path". */
function copyModules() {
  return MODULES.map((name) => {
    const copy = path.join(dir, "modules", name);
    fs.cpSync(projectFile(`examples/modules/${name}`), copy, { recursive: true });
    return `${name}=${copy}`;
  }).join(":");
}

/** Whether nothing listens at a port of this machine. */
function isFree(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
