// Node reads a package's package.json anew for each file that is imported from it. drizzle-orm's has 180 kB of addresses,
// which took two thirds of the time in which the command line starts; beside the library stands a copy with the few in use.
import fs from "node:fs";
import path from "node:path";

const PACKAGE = "drizzle-orm";
/** For Node and for TypeScript, as modules; and what its licence asks to come along. */
const TAKEN = /\.(js|d\.ts)$|^(LICENSE|README|NOTICE)/i;

/**
 * Copies the package to where `out` finds it before any other, with the addresses that the sources name.
 * @param {{ root: string, sources: string, out: string }} place absolute
 */
export function makeLean({ root, sources, out }) {
  const from = path.join(root, "node_modules", PACKAGE);
  const to = path.join(out, "node_modules", PACKAGE);
  const told = JSON.parse(fs.readFileSync(path.join(from, "package.json"), "utf8"));
  const exported = {};
  for (const address of addressesIn(sources)) {
    const known = told.exports[address]?.import;
    if (known === undefined) throw new Error(`${PACKAGE} has no “${address}” to import.`);
    exported[address] = known;
  }
  fs.cpSync(from, to, {
    recursive: true,
    filter: (file) => fs.statSync(file).isDirectory() || TAKEN.test(path.basename(file)),
  });
  const { name, version, license, repository, type } = told;
  const lean = { name, version, license, repository, type, exports: exported };
  fs.writeFileSync(path.join(to, "package.json"), `${JSON.stringify(lean, null, 2)}\n`);
}

/** What of the package the sources import: "." and "./sqlite-core", say. */
function addressesIn(sources) {
  const found = new Set();
  const named = new RegExp(`from "${PACKAGE}(/[^"]+)?"`, "g");
  for (const file of fs.readdirSync(sources, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts")) continue;
    const text = fs.readFileSync(path.join(sources, file), "utf8");
    for (const [, address = ""] of text.matchAll(named)) found.add(`.${address}`);
  }
  return [...found].sort();
}
