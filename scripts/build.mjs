// Builds the library (dist/) and the pages (.next/), each only when its sources changed.
import fs from "node:fs";
import path from "node:path";
import { fingerprint } from "./fingerprint.mjs";
import { makeLean } from "./lean-package.mjs";
import { runAttached } from "./processes.mjs";
import { packageFile, ROOT, Trouble } from "./project.mjs";

const SHARED = ["lib", "tsconfig.json", "package-lock.json"];
const LIBRARY = {
  name: "library",
  stamp: "dist/switchboard-build",
  sources: [...SHARED, "cli", "http", "mcp", "tsconfig.lib.json", "scripts/lean-package.mjs"],
  make: makeLibrary,
};
const PAGES = {
  name: "pages",
  stamp: ".next/switchboard-build",
  sources: [
    ...SHARED,
    "app",
    "components",
    "drizzle",
    "public",
    "next.config.js",
    "postcss.config.mjs",
    "proxy.ts",
    "instrumentation.ts",
  ],
  make: makePages,
};

/**
 * Builds the library and the pages where they are stale, or in any case.
 * @param {{ node: string, env: NodeJS.ProcessEnv }} tools
 * @param {{ force?: boolean }} [options]
 */
export async function build(tools, { force = false } = {}) {
  for (const target of [LIBRARY, PAGES]) await buildTarget(target, tools, force);
}

/** Builds what `dev` needs: Next compiles the pages itself. */
export async function buildLibrary(tools) {
  await buildTarget(LIBRARY, tools, false);
}

async function buildTarget({ name, stamp, sources, make }, tools, force) {
  const stampFile = path.join(ROOT, stamp);
  const current = fingerprint(ROOT, sources);
  if (!force && fs.existsSync(stampFile) && fs.readFileSync(stampFile, "utf8") === current) return;
  console.log(`Building the ${name}`);
  fs.rmSync(stampFile, { force: true });
  await make(tools);
  fs.writeFileSync(stampFile, current);
}

async function makeLibrary({ node, env }) {
  fs.rmSync(path.join(ROOT, "dist"), { recursive: true, force: true });
  const code = await runAttached(node, [packageFile("typescript/bin/tsc"), "-p", "tsconfig.lib.json"], { env });
  if (code !== 0) throw new Trouble(`The library did not compile (tsc ended with ${code}).`);
  // Nothing to compile leaves no directory; the stamp needs one.
  fs.mkdirSync(path.join(ROOT, "dist"), { recursive: true });
  makeLean({ root: ROOT, sources: path.join(ROOT, "lib"), out: path.join(ROOT, "dist") });
}

async function makePages({ node, env }) {
  forgetDevTypes();
  // Next draws pages while it builds, to see which are static. None may read a person's database then.
  const nowhere = path.join(ROOT, ".next", "no-database");
  fs.rmSync(nowhere, { recursive: true, force: true });
  const code = await runAttached(node, [packageFile("next/dist/bin/next"), "build"], {
    env: { ...env, SWITCHBOARD_HOME: nowhere },
  });
  if (code !== 0) throw new Trouble(`The pages did not build (next build ended with ${code}).`);
  if (fs.existsSync(nowhere))
    throw new Trouble("A page or a route reads the database while it is built. Let it await connection() first.");
}

/** Drops the route types of an earlier `next dev`: they name routes that may be gone, which tsc takes as an error. */
export function forgetDevTypes() {
  fs.rmSync(path.join(ROOT, ".next", "dev", "types"), { recursive: true, force: true });
}
