// The Node that everything runs with: the one on this machine, or, when that is too old, one from the npm registry.
import fs from "node:fs";
import path from "node:path";
import { npm } from "./npm.mjs";
import { RUNTIME_DIR, Trouble } from "./project.mjs";

const FETCHED = "24.21.0";

/**
 * Node 22.18 is the first that runs TypeScript files as they are, and better-sqlite3 13 crashes (without a message)
 * below 22. Node 23 ended its life before both were settled.
 */
const isRecent = ([major, minor]) => major >= 24 || (major === 22 && minor >= 18);

/**
 * Makes sure of a Node that can run the project.
 * @returns {Promise<{ node: string, env: NodeJS.ProcessEnv }>} its path, and an environment with it first on PATH
 */
export async function ensureNode() {
  const node = isRecent(process.versions.node.split(".").map(Number)) ? process.execPath : await fetchedNode();
  const searchPath = `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ""}`;
  return { node, env: { ...process.env, PATH: searchPath, NEXT_TELEMETRY_DISABLED: "1" } };
}

async function fetchedNode() {
  if (process.platform === "win32") {
    throw new Trouble(`Node ${process.versions.node} is too old.`, "Install Node 24: https://nodejs.org");
  }
  const name = `node-${process.platform}-${process.arch}`;
  const home = path.join(RUNTIME_DIR, "node_modules", name);
  const node = path.join(home, "bin", "node");
  if (fs.existsSync(node) && versionAt(home) === FETCHED) return node;
  console.log(`Node ${process.versions.node} is too old (22.18 or newer is needed): fetching ${FETCHED} into .runtime`);
  preparePrefix(RUNTIME_DIR);
  const args = ["install", "--prefix", RUNTIME_DIR, "--no-save", `${name}@${FETCHED}`];
  await npm(`Fetching Node ${FETCHED}`, args, process.env);
  if (!fs.existsSync(node)) throw new Trouble(`${name} has no bin/node.`, "Install Node 24: https://nodejs.org");
  return node;
}

const versionAt = (home) => JSON.parse(fs.readFileSync(path.join(home, "package.json"), "utf8")).version;

/** Makes a directory that `npm install --prefix` takes as it is, instead of looking for a package.json above it. */
export function preparePrefix(dir) {
  fs.mkdirSync(dir, { recursive: true });
  const manifest = path.join(dir, "package.json");
  if (!fs.existsSync(manifest)) fs.writeFileSync(manifest, '{"private":true}\n');
}
