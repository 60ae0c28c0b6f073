// Keeps files small and named for what they hold.
import fs from "node:fs";
import path from "node:path";
import { ROOT } from "./project.mjs";

const FOLDERS = ["app", "components", "lib", "cli", "http", "mcp", "bin", "scripts"];
const LIMITS = { source: 300, test: 300, p90: 150 };
/** The schema is one list of columns: splitting it would hide which tables belong together. */
const EXEMPT = new Set(["lib/db/schema.ts"]);
const IS_CODE = /\.(ts|tsx|js|mjs|css)$/;
const IS_TEST = /\.test\.(ts|tsx)$/;
const VAGUE = /^(utils?|helpers?|misc|common)(\.|$)/;

const entries = FOLDERS.flatMap((folder) => entriesUnder(folder));
const files = entries.filter((at) => IS_CODE.test(at) && !EXEMPT.has(at)).map((at) => ({ at, lines: linesOf(at) }));
const sources = files.filter(({ at }) => !IS_TEST.test(at));
const tests = files.filter(({ at }) => IS_TEST.test(at));
const p90 = percentile(sources, 0.9);

const offences = [
  ...entries.filter((at) => VAGUE.test(path.basename(at))).map((at) => `${at}: name it for what it holds`),
  ...tooLong(sources, LIMITS.source),
  ...tooLong(tests, LIMITS.test),
];
if (p90 > LIMITS.p90) {
  const longest = sources.filter(({ lines }) => lines > LIMITS.p90).map(({ at, lines }) => `${at} (${lines})`);
  offences.push(`one source file in ten has ${p90} lines or more (at most ${LIMITS.p90}): ${longest.join(", ")}`);
}

console.log(
  `${sources.length} source files: median ${percentile(sources, 0.5)} lines, p90 ${p90}, longest ${percentile(sources, 1)}; ` +
    `${tests.length} test files: longest ${percentile(tests, 1)}`,
);
for (const offence of offences) console.error(offence);
if (offences.length > 0) process.exitCode = 1;

/** Every file and folder below a folder of the project, by its path from the root. */
function entriesUnder(folder) {
  const absolute = path.join(ROOT, folder);
  if (!fs.existsSync(absolute)) return [];
  return fs.readdirSync(absolute, { withFileTypes: true }).flatMap((entry) => {
    const at = `${folder}/${entry.name}`;
    return entry.isDirectory() ? [at, ...entriesUnder(at)] : [at];
  });
}

function linesOf(at) {
  return fs.readFileSync(path.join(ROOT, at), "utf8").split("\n").length - 1;
}

/** The length that this share of the files does not exceed. */
function percentile(list, share) {
  const lengths = list.map(({ lines }) => lines).sort((a, b) => a - b);
  return lengths[Math.max(0, Math.ceil(lengths.length * share) - 1)] ?? 0;
}

function tooLong(list, limit) {
  return list.filter(({ lines }) => lines > limit).map(({ at, lines }) => `${at}: ${lines} lines (at most ${limit})`);
}
