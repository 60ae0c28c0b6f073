// Asks the registry whether what ships has known holes. What can't be asked is said, and never counted as an answer.
import { execFile } from "node:child_process";
import { ROOT } from "./project.mjs";

const PATIENCE_MS = 20_000;
const SERIOUS = ["high", "critical"];

/**
 * Prints what the registry knows of the packages that ship.
 * @param {{ env: NodeJS.ProcessEnv }} tools
 * @returns {Promise<number>} 1 when one has a known hole of high or critical severity, else 0
 */
export async function audit({ env }) {
  const { mayShip, lines } = readAudit(await askRegistry(env));
  for (const line of lines) console.log(line);
  return mayShip ? 0 : 1;
}

/** What npm prints, whatever it ends with: it ends with 1 for a hole and for a registry that doesn't answer. */
function askRegistry(env) {
  const args = ["audit", "--omit=dev", "--json", "--fetch-retries=0"];
  const options = { cwd: ROOT, env, timeout: PATIENCE_MS, killSignal: "SIGKILL", maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => execFile("npm", args, options, (_error, stdout) => resolve(stdout)));
}

/**
 * What a report of `npm audit --json` says.
 * @param {string} printed the report, or what came in its place
 * @returns {{ mayShip: boolean, lines: string[] }} whether what it names may be shipped, and that in words
 */
export function readAudit(printed) {
  const report = parsed(printed);
  if (!report?.vulnerabilities || !report.metadata?.vulnerabilities) {
    const why =
      typeof report?.message === "string" ? report.message : "it did not answer in time, or not as npm expects";
    return { mayShip: true, lines: [`Known holes: not checked. The registry could not be asked: ${why}`] };
  }
  const all = Object.values(report.vulnerabilities);
  const serious = all.filter(({ severity }) => SERIOUS.includes(severity));
  const summary = `Known holes in what ships: ${serious.length} high or critical, ${all.length} in all.`;
  const named = serious.map(({ name, range, severity }) => `  ${name} ${range}: ${severity}`);
  const hint = "Upgrade these, or see `npm audit --omit=dev`.";
  return { mayShip: serious.length === 0, lines: serious.length === 0 ? [summary] : [summary, ...named, hint] };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // npm was ended, or isn't there
  }
}
