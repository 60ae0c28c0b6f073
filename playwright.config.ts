import { defineConfig } from "@playwright/test";
import { systemChromium } from "./scripts/browser.mjs";
import { playwrightReport } from "./scripts/totals.mjs";

/** Keep Chromium from calling home and from needing what a container lacks. */
const CHROMIUM_ARGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const isRoot = process.getuid?.() === 0;

function definedVariables(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

export default defineConfig({
  testDir: "e2e",
  fullyParallel: false,
  workers: 3,
  // In CI a second try tells a fault from a machine that stood still; the report names as flaky what needed it.
  retries: process.env.CI ? 1 : 0,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"], ["json", { outputFile: playwrightReport }]],
  projects: [{ name: "chromium" }],
  use: {
    browserName: "chromium",
    // Recording costs a fourth of the time: in CI only the second try of a test that has failed is recorded.
    trace: process.env.CI ? "on-first-retry" : "retain-on-failure",
    screenshot: "only-on-failure",
    // A dot that pulses is drawn sixty times a second, by the processor.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: {
      executablePath: systemChromium(),
      // Without a locale Chromium gives files with foreign names the name "download".
      env: { ...definedVariables(), LC_ALL: "C.UTF-8" },
      args: isRoot ? ["--no-sandbox", ...CHROMIUM_ARGS] : CHROMIUM_ARGS,
    },
  },
});
