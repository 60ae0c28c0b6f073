import { execFile } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Runs the command line of the official MCP inspector, and gives what it printed as JSON.
 * @param target a command with its words, or an address with `--transport http`
 */
export async function inspect(
  target: string[],
  words: string[],
  options: { env: NodeJS.ProcessEnv; cwd: string },
): Promise<Record<string, { [key: string]: unknown }[]>> {
  const file = createRequire(import.meta.url).resolve("@modelcontextprotocol/inspector/package.json");
  const { bin } = JSON.parse(fs.readFileSync(file, "utf8")) as { bin: Record<string, string> };
  const program = path.join(path.dirname(file), String(bin["mcp-inspector"]));
  const args = [program, "--cli", ...target, "--method", ...words];
  return JSON.parse((await run(process.execPath, args, options)).stdout);
}
