// The Chromium that the browser tests drive.
import fs from "node:fs";
import { runAttached, runCaptured } from "./processes.mjs";
import { packageFile, Trouble } from "./project.mjs";

/** Chromium without windows: a fifth less time for the same tests. */
const SHELL = "/usr/bin/chromium-headless-shell";
const SYSTEM_PATHS = [
  SHELL,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

/** The path of a Chromium that is already here; undefined leaves the choice to Playwright. */
export function systemChromium() {
  const asked = process.env.CHROMIUM_PATH;
  if (asked && !fs.existsSync(asked)) {
    throw new Trouble(`CHROMIUM_PATH is ${asked}, where there is no file.`, "Correct it, or unset it.");
  }
  return asked || SYSTEM_PATHS.find((file) => fs.existsSync(file));
}

/**
 * Makes sure of a browser: Debian's package (as root), else one of the system, else Playwright's own.
 * @param {{ node: string, env: NodeJS.ProcessEnv }} tools
 */
export async function ensureBrowser({ node, env }) {
  if (process.env.CHROMIUM_PATH || fs.existsSync(SHELL)) return;
  if ((await installWithApt(env)) || systemChromium()) return;
  console.log("Fetching Chromium (playwright install)");
  const code = await runAttached(node, [packageFile("@playwright/test/cli.js"), "install", "chromium"], { env });
  if (code === 0) return;
  throw new Trouble(
    `No Chromium: playwright install ended with ${code}.`,
    "Install Chromium or Chrome, or set CHROMIUM_PATH to one.",
  );
}

/** Whether apt installed it; a failure is told and leaves the way through Playwright. */
async function installWithApt(env) {
  if (process.platform !== "linux" || process.getuid?.() !== 0 || !fs.existsSync("/usr/bin/apt-get")) return false;
  console.log("Installing Chromium (apt-get)");
  const options = { env: { ...env, DEBIAN_FRONTEND: "noninteractive" } };
  const install = (name) => ["install", "-y", "--no-install-recommends", name];
  // Older releases have only the whole browser.
  for (const args of [["update"], install("chromium-headless-shell"), install("chromium")]) {
    const { code, output } = await runCaptured("apt-get", ["-q", ...args], options);
    if (code !== 0) console.error(`apt-get ${args.join(" ")} ended with ${code}:\n${output}`);
    else if (args[0] === "install") return true;
  }
  return false;
}
