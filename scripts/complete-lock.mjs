// Completes package-lock.json with the optional per-platform packages that the registry mirror it was written against
// did not serve: npm leaves those out in silence, and `npm ci` then refuses the lockfile everywhere.
// Run it after adding or upgrading a package with platform binaries: node scripts/complete-lock.mjs
import fs from "node:fs";

const FILE = "package-lock.json";
const SYSTEMS = ["android", "darwin", "win32", "linux", "freebsd", "openbsd", "netbsd", "sunos", "aix", "openharmony"];
const PROCESSORS = ["arm64", "x64", "ia32", "arm", "riscv64", "s390x", "ppc64", "loong64", "mips64el", "wasm32"];

const lock = JSON.parse(fs.readFileSync(FILE, "utf8"));

/** Whether `name` resolves from the package at `from`: the nearest enclosing node_modules that has it. */
function resolves(from, name) {
  for (let at = from; ; ) {
    if (lock.packages[`${at ? `${at}/` : ""}node_modules/${name}`]) return true;
    if (!at) return false;
    const cut = at.lastIndexOf("node_modules/");
    at = cut <= 0 ? "" : at.slice(0, cut - 1);
  }
}

/** A lockfile entry that says for which platform the package is, read from its name; null when the name says nothing. */
function stubFor(name, version, dev) {
  const parts = name.split("/").pop().split("-");
  const os = SYSTEMS.filter((system) => parts.includes(system));
  const cpu = PROCESSORS.filter((processor) => parts.includes(processor));
  if (!os.length && !cpu.includes("wasm32")) return null;
  return {
    version,
    ...(cpu.length && { cpu }),
    ...(dev && { dev: true }),
    ...(os.includes("linux") && { libc: [parts.includes("musl") ? "musl" : "glibc"] }),
    optional: true,
    ...(os.length && { os }),
  };
}

const added = [];
for (const [at, entry] of Object.entries({ ...lock.packages })) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (resolves(at, name)) continue;
    const stub = /^\d+\.\d+\.\d+/.test(range) ? stubFor(name, range, entry.dev) : null;
    if (!stub) {
      console.error(`left out: ${name}@${range} (not an exact version, or no platform in its name)`);
      continue;
    }
    lock.packages[`node_modules/${name}`] = stub;
    added.push(`${name}@${range}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
fs.writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added.length} added${added.length ? `: ${added.join(", ")}` : ""}`);
