import { existsSync, readFileSync } from "node:fs";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { readAudit } from "./audit.mjs";
import { projectFile } from "./project.mjs";
import { allowedBy, EXCEPTIONS, FLOORS, isAtLeast, licencesPage, SQLITE_FLOOR, shippedPackages } from "./supply.mjs";

const read = (file: string) => JSON.parse(readFileSync(projectFile(file), "utf8"));
const lock = read("package-lock.json");
const shipped = shippedPackages(lock);

describe("floors", () => {
  test.each(Object.entries(FLOORS))("%s is %s or later, in the lockfile and as installed", (name, floor) => {
    const locked = shipped.filter((each) => each.name === name).map(({ version }) => version);
    expect(locked).not.toEqual([]);
    const installed = read(`node_modules/${name}/package.json`).version;
    const old = [...locked, installed].filter((version) => !isAtLeast(version, floor));
    expect(old).toEqual([]);
  });

  test("SQLite itself has no known way to corrupt a database", () => {
    const db = new Database(":memory:");
    const version = db.prepare("SELECT sqlite_version()").pluck().get();
    db.close();
    expect(isAtLeast(String(version), SQLITE_FLOOR), String(version)).toBe(true);
  });

  test("versions are compared by their numbers, and what comes before a release is older", () => {
    const pairs = [
      ["3.53.4", "3.51.3"],
      ["10.0.0", "9.9.9"],
      ["1.2.3", "1.2.3"],
      ["1.2.4-beta", "1.2.3"],
    ] as const;
    for (const [newer, floor] of pairs) expect(isAtLeast(newer, floor), newer).toBe(true);
    for (const older of ["3.51.2", "3.9.9", "2.99.0", "3.51.3-rc.1"]) expect(isAtLeast(older, "3.51.3")).toBe(false);
  });
});

describe("licences", () => {
  test("everything that ships has a licence that is allowed, or a reason", () => {
    expect(shipped.length).toBeGreaterThan(50);
    expect(shipped.filter((each) => allowedBy(each) === null)).toEqual([]);
  });

  test("every exception is of a package that ships", () => {
    const used = new Set(shipped.map(allowedBy));
    expect(EXCEPTIONS.filter(({ reason }) => !used.has(reason))).toEqual([]);
  });

  test("an installed package says of its licence what the lockfile says", () => {
    const differing = shipped.flatMap(({ name, version, licence }) => {
      const file = `node_modules/${name}/package.json`;
      if (!existsSync(projectFile(file))) return [];
      const own = read(file);
      return own.version !== version || own.license === licence ? [] : [`${name}: ${own.license}, not ${licence}`];
    });
    expect(differing).toEqual([]);
  });

  test("another licence of the same package, and none, are not allowed", () => {
    expect(allowedBy({ name: "geist", licence: "AGPL-3.0" })).toBeNull();
    expect(allowedBy({ name: "some-package", licence: null })).toBeNull();
    expect(allowedBy({ name: "some-package", licence: "CC-BY-4.0" })).toBeNull();
  });

  test("the page names what ships, and nothing that only development needs", () => {
    const page = licencesPage({
      packages: {
        "": { version: "1.0.0" },
        "node_modules/b": { version: "1.0.0", license: "MIT" },
        "node_modules/b/node_modules/a": { version: "2.0.0", license: "ISC" },
        "node_modules/tool": { version: "3.0.0", license: "MIT", dev: true },
      },
    });
    expect(page).toContain(
      "## MIT\n\n| package | version | for some platforms only |\n| --- | --- | --- |\n| b | 1.0.0 |",
    );
    expect(page).toContain("| a | 2.0.0 |");
    expect(page).not.toContain("tool");
  });
});

describe("known holes", () => {
  const report = (vulnerabilities: object) =>
    JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: { vulnerabilities: { total: 1 } } });
  const hole = (severity: string) => report({ next: { name: "next", severity, range: "<16.4.5" } });

  test("a high or critical one keeps it from shipping, and is named", () => {
    for (const severity of ["high", "critical"]) {
      const { mayShip, lines } = readAudit(hole(severity));
      expect(mayShip).toBe(false);
      expect(lines).toContain(`  next <16.4.5: ${severity}`);
    }
  });

  test("others are counted", () => {
    expect(readAudit(hole("moderate"))).toEqual({
      mayShip: true,
      lines: ["Known holes in what ships: 0 high or critical, 1 in all."],
    });
  });

  test.each([
    ["", "in time"],
    ['{"message":"405 Method Not Allowed","error":{"summary":""}}', "405 Method Not Allowed"],
    ['{"error":{"code":"ENOTFOUND","summary":"request failed"}}', "in time"],
  ])("a registry that gives no report (%s) is said in one line, not as an answer", (printed, words) => {
    const { mayShip, lines } = readAudit(printed);
    expect(mayShip).toBe(true);
    expect(lines).toEqual([expect.stringMatching(/not checked/)]);
    expect(lines[0]).toContain(words);
  });
});
