// `npm test`: every check and every test, and at the end one line that says how many passed.
import fs from "node:fs";
import { audit } from "./audit.mjs";
import { ensureBrowser } from "./browser.mjs";
import { build } from "./build.mjs";
import { check } from "./check.mjs";
import { ensureClaudeCode } from "./claude-code.mjs";
import { withCompileCache } from "./compile-cache.mjs";
import { runAttached } from "./processes.mjs";
import { packageFile, projectFile, REPORTS_DIR, Trouble } from "./project.mjs";
import { add, NONE, playwrightTotals, totalsLine, vitestReport, vitestTotals } from "./totals.mjs";

/**
 * Runs everything up to the first step that fails, then prints the totals as the last line.
 * @param {() => Promise<{ node: string, env: NodeJS.ProcessEnv }>} prepare gives the tools, installing what is missing
 * @returns {Promise<number>} 0 when everything passed
 */
export async function runAllTests(prepare) {
  fs.rmSync(REPORTS_DIR, { recursive: true, force: true });
  const { code, totals } = await runSteps(prepare);
  // A step that failed without a failed test (a check, the build, a crash) must not look like success.
  console.log(totalsLine(code !== 0 && totals.failed === 0 ? add(totals, { ...NONE, failed: 1 }) : totals));
  return code;
}

async function runSteps(prepare) {
  let totals = NONE;
  try {
    const tools = await prepare();
    let code = (await check(tools)) || (await audit(tools));
    if (code !== 0) return { code, totals };
    await build(tools);
    await ensureBrowser(tools);
    await ensureClaudeCode(tools.env);
    for (const step of [unit, torture, browser]) {
      const result = await step({ ...tools, env: withCompileCache(tools.env) });
      totals = add(totals, result.totals);
      code = result.code || (result.totals.failed > 0 ? 1 : 0);
      if (code !== 0) break;
    }
    return { code, totals };
  } catch (error) {
    console.error(error instanceof Trouble ? error.message : error);
    return { code: 1, totals };
  }
}

async function unit({ node, env }) {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${vitestReport}`];
  const code = await runAttached(node, [packageFile("vitest/vitest.mjs"), "run", ...reporters], { env });
  return { code, totals: vitestTotals() };
}

/** How many processes are killed; many more with `npm run torture`. */
const KILLS = 12;

/** One test: it passes when nothing was lost, doubled or stuck. */
async function torture({ node, env }) {
  const code = await runAttached(node, [projectFile("testing/torture/main.ts"), "--kills", String(KILLS)], { env });
  return { code, totals: { ...NONE, [code === 0 ? "passed" : "failed"]: 1 } };
}

async function browser({ node, env }) {
  const code = await runAttached(node, [packageFile("@playwright/test/cli.js"), "test"], { env });
  return { code, totals: playwrightTotals() };
}
