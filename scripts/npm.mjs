// npm, quietly: nothing is printed unless it fails, and then everything it said.
import { runCaptured } from "./processes.mjs";
import { Trouble } from "./project.mjs";

const UNREACHABLE = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network request|fetch failed/i;

/**
 * Runs npm without install scripts: nothing that this project uses needs them.
 * @param {string} purpose what it is for, in words ("Installing the packages")
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
export async function npm(purpose, args, env) {
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const { code, output } = await runCaptured("npm", [...args, ...quiet], { env }).catch((error) => {
    throw new Trouble(`${purpose} needs npm, which comes with Node.js (https://nodejs.org): ${error.message}`);
  });
  if (code === 0) return;
  const hint = UNREACHABLE.test(output)
    ? "The npm registry could not be reached: check the network, or the proxy and registry in `npm config list`."
    : `Run \`npm ${args.join(" ")}\` to see it again.`;
  throw new Trouble(`${purpose} failed: npm ended with code ${code}.\n${output}\n`, hint);
}
