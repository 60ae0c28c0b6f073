/** `npm run torture -- --kills 200 [--seed N] [--keep]`: see docs/reliability.md. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { parseArgs } from "node:util";
import { Torture } from "./torture.ts";
import { makeWorld } from "./world.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "200" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    dashboards: { type: "string", default: "2" },
    askers: { type: "string", default: "3" },
    keep: { type: "boolean", default: false },
  },
});
const [kills, seed, dashboards, askers] = [values.kills, values.seed, values.dashboards, values.askers].map(Number);
if (!kills || seed === undefined || !Number.isInteger(seed) || !dashboards || !askers) {
  console.error("usage: npm run torture -- [--kills N] [--seed N] [--dashboards N] [--askers N] [--keep]");
  process.exit(2);
}

const world = await makeWorld();
// It outlives this process, whatever becomes of it, and ends what is left.
const guard = spawn(process.execPath, [path.join(import.meta.dirname, "guard.mjs"), world.dir], {
  stdio: ["pipe", "inherit", "inherit"],
  detached: true,
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));
const begun = performance.now();
const say = (words: string) =>
  console.log(`${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${words}`);
say(`torture with seed ${seed} in ${world.dir}`);
let isGood = false;
try {
  const tally = await Torture.run(world, { kills, seed, dashboards, askers, say });
  isGood = tally.violations.length === 0;
  console.log(tally.table());
  for (const violation of tally.violations.slice(0, 50)) console.error(`VIOLATION ${violation}`);
} catch (error) {
  console.error(error);
}
const isKept = values.keep || !isGood;
if (isKept) console.log(`Kept: ${world.dir}. To try again: npm run torture -- --kills ${kills} --seed ${seed}`);
guard.stdin.end(isKept ? "keep" : "remove");
await once(guard, "close");
process.exit(isGood ? 0 : 1);
