// The real claude CLI, in one pinned version, for the tests and the demo. `start` uses the one on the user's machine.
import fs from "node:fs";
import path from "node:path";
import { preparePrefix } from "./node-runtime.mjs";
import { npm } from "./npm.mjs";
import { RUNTIME_DIR, Trouble } from "./project.mjs";

export const CLAUDE_CODE_VERSION = "2.1.197";
const HOME = path.join(RUNTIME_DIR, "claude-code");

/** The absolute path of the pinned CLI's executable, whether or not it was provisioned yet. */
export function claudeCodeBinary() {
  return path.join(HOME, "node_modules", "@anthropic-ai", platformPackage(), "claude");
}

/**
 * Fetches the pinned CLI (about 250 MB) unless it is there.
 * @param {NodeJS.ProcessEnv} env
 */
export async function ensureClaudeCode(env) {
  const binary = claudeCodeBinary();
  const manifest = path.join(path.dirname(binary), "package.json");
  const version = fs.existsSync(manifest) && JSON.parse(fs.readFileSync(manifest, "utf8")).version;
  if (fs.existsSync(binary) && version === CLAUDE_CODE_VERSION) return;
  console.log(`Fetching Claude Code ${CLAUDE_CODE_VERSION} into .runtime (about 250 MB)`);
  preparePrefix(HOME);
  const wanted = `@anthropic-ai/claude-code@${CLAUDE_CODE_VERSION}`;
  await npm(`Fetching Claude Code ${CLAUDE_CODE_VERSION}`, ["install", "--prefix", HOME, "--no-save", wanted], env);
  if (fs.existsSync(binary)) return;
  throw new Trouble(`${wanted} brought no executable for ${process.platform} ${process.arch}.`, `Looked at ${binary}`);
}

function platformPackage() {
  const name = `claude-code-${process.platform}-${process.arch}`;
  return process.platform === "linux" && !usesGlibc() ? `${name}-musl` : name;
}

function usesGlibc() {
  process.report.excludeNetwork = true; // else the report looks up every interface's name, which may take seconds
  return Boolean(process.report.getReport().header.glibcVersionRuntime);
}
