import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { scratch } from "../testing/scratch.ts";
import { add, NONE, playwrightTotals, totalsLine, vitestTotals } from "./totals.mjs";

function report(content: unknown): string {
  const file = path.join(scratch(), "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

test("vitest's tests are counted, and a file that could not be loaded as one failure", () => {
  const testResults = [
    { status: "passed", assertionResults: [{}] },
    { status: "failed", assertionResults: [] },
  ];
  const counts = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 };
  expect(vitestTotals(report({ ...counts, testResults }))).toEqual({ passed: 3, failed: 2, skipped: 2 });
});

test("Playwright's tests are counted, and an error outside of tests as one failure", () => {
  const stats = { expected: 5, flaky: 1, unexpected: 2, skipped: 0 };
  expect(playwrightTotals(report({ stats, errors: [{}] }))).toEqual({ passed: 6, failed: 3, skipped: 0 });
});

test("a runner that wrote no report counts nothing", () => {
  expect(vitestTotals("/no/such/report.json")).toEqual(NONE);
  expect(playwrightTotals("/no/such/report.json")).toEqual(NONE);
});

test("the last line names skipped tests only when there are some", () => {
  expect(totalsLine({ passed: 12, failed: 0, skipped: 0 })).toBe("12 passed, 0 failed");
  expect(totalsLine(add({ passed: 1, failed: 2, skipped: 0 }, { passed: 1, failed: 0, skipped: 3 }))).toBe(
    "2 passed, 2 failed, 3 skipped",
  );
});
