// What others made and Switchboard ships with: which packages these are, how old they may be, and under what licences.

/**
 * The oldest versions without known holes of high severity; docs/security.md has the reasons. A range in package.json
 * says what is wanted, these say what is found here and in the lockfile.
 */
export const FLOORS = {
  next: "16.4.5",
  react: "19.3.1",
  "react-dom": "19.3.1",
  sharp: "0.35.5",
  "better-sqlite3": "13.0.3",
  "@modelcontextprotocol/server": "2.4.0",
};

/** Before it, two connections that write and checkpoint at once could corrupt a database in WAL mode. */
export const SQLITE_FLOOR = "3.51.3";

/** Licences that ask for no more than a notice, by their SPDX names. */
export const ALLOWED = new Set(["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT"]);

/** Other licences, of which packages, and why that is all right. */
export const EXCEPTIONS = [
  {
    packages: /^@img\/sharp-libvips-/,
    licence: "LGPL-3.0-or-later",
    reason: "libvips, a library of its own that can be replaced; optional, comes with Next.js, and nothing calls it",
  },
  {
    packages: /^@img\/sharp-win32-/,
    licence: "Apache-2.0 AND LGPL-3.0-or-later",
    reason: "sharp with libvips for Windows: as above",
  },
  {
    packages: /^@img\/sharp-wasm32$/,
    licence: "Apache-2.0 AND LGPL-3.0-or-later AND MIT",
    reason: "sharp with libvips for other platforms: as above",
  },
  {
    packages: /^caniuse-lite$/,
    licence: "CC-BY-4.0",
    reason: "data about browsers, which Next.js reads while it builds; named here, as its licence asks",
  },
  {
    packages: /^geist$/,
    licence: "SIL OPEN FONT LICENSE",
    reason: "the typefaces, unchanged; in SPDX OFL-1.1, which allows them in a program",
  },
  {
    packages: /^@next\/swc-(darwin|win32)-/,
    licence: null,
    reason: "Next.js's compiler (MIT) for platforms whose packages the lockfile was written without",
  },
];

/**
 * The packages that an installation without development has.
 * @param {{ packages: Record<string, { version?: string, license?: string, dev?: boolean, optional?: boolean }> }} lock
 * @returns {{ name: string, version: string, licence: string | null, optional: boolean }[]} by name
 */
export function shippedPackages(lock) {
  return Object.entries(lock.packages)
    .filter(([at, { dev }]) => at !== "" && !dev)
    .map(([at, { version = "", license = null, optional = false }]) => ({
      name: at.slice(at.lastIndexOf("node_modules/") + "node_modules/".length),
      version,
      licence: license,
      optional,
    }))
    .sort((a, b) => order(a.name, b.name) || order(a.version, b.version));
}

const order = (a, b) => (a < b ? -1 : Number(a > b));

/** What allows a package's licence: "allowed", an exception's reason, or null when nothing does. */
export function allowedBy({ name, licence }) {
  if (licence !== null && ALLOWED.has(licence)) return "allowed";
  return EXCEPTIONS.find((each) => each.licence === licence && each.packages.test(name))?.reason ?? null;
}

/** Whether a version is at least another; what comes after a hyphen makes it older than the same without. */
export function isAtLeast(version, floor) {
  const [have, want] = [version, floor].map((each) => each.split("-")[0].split(".").map(Number));
  const at = want.findIndex((number, index) => number !== have[index]);
  return at === -1 ? !version.includes("-") : (have[at] ?? 0) > want[at];
}

/** docs/licences.md, from a lockfile. */
export function licencesPage(lock) {
  const packages = shippedPackages(lock);
  const groups = Map.groupBy(packages, ({ licence }) => licence ?? "not named");
  const rows = (list) =>
    list.map(({ name, version, optional }) => `| ${name} | ${version} | ${optional ? "yes" : ""} |`);
  const exceptions = EXCEPTIONS.map(
    ({ packages: names, licence, reason }) =>
      `| \`${names.source.replaceAll("\\/", "/").replaceAll("|", "\\|")}\` | ${licence ?? "not named"} | ${reason} |`,
  );
  const sections = [...groups]
    .sort(([a, listA], [b, listB]) => listB.length - listA.length || order(a, b))
    .map(([licence, list]) =>
      [
        `## ${licence}`,
        "",
        "| package | version | for some platforms only |",
        "| --- | --- | --- |",
        ...rows(list),
      ].join("\n"),
    );
  return `# What others made

Written by \`node scripts/licences.mjs\` from package-lock.json; \`npm run check\` fails when it is stale. These
${packages.length} packages are what \`npm ci --omit=dev\` may install, each with its licence's text in its folder. SQLite, which
better-sqlite3 contains, is in the public domain. Allowed without a reason:
${[...ALLOWED].join(", ")}. The others:

| packages | licence | why |
| --- | --- | --- |
${exceptions.join("\n")}

${sections.join("\n\n")}
`;
}
