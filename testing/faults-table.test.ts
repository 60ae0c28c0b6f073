import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { projectFile } from "../scripts/project.mjs";

const read = (file: string) => readFileSync(projectFile(file), "utf8");

/** The rows of docs/faults.md: number, fault, what is expected, and the tests that prove it. */
const ROWS = read("docs/faults.md")
  .split("\n")
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.slice(2, -2).split(" | "));

test("every fault has a number of its own, an outcome and a test", () => {
  expect(ROWS.length).toBeGreaterThan(50);
  expect(ROWS.map(([number]) => Number(number))).toEqual(ROWS.map((_, at) => at + 1));
  for (const row of ROWS) expect(row.filter(Boolean), row.join()).toHaveLength(4);
});

test("every test that the table of faults names is there", () => {
  const named = ROWS.flatMap(([, , , tests = ""]) => tests.split("<br>"));
  const missing = named.filter((entry) => {
    const { file, name } = /^`(?<file>.+?)`: (?<name>.+)$/.exec(entry)?.groups ?? {};
    return !file || !name || !read(file).includes(`"${name}"`);
  });
  expect(missing).toEqual([]);
});
