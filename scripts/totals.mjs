// How many tests passed, read from the reports that vitest and Playwright write.
import fs from "node:fs";
import path from "node:path";
import { REPORTS_DIR } from "./project.mjs";

export const vitestReport = path.join(REPORTS_DIR, "vitest.json");
export const playwrightReport = path.join(REPORTS_DIR, "playwright.json");

/** @typedef {{ passed: number, failed: number, skipped: number }} Totals */

/** @type {Totals} */
export const NONE = { passed: 0, failed: 0, skipped: 0 };

/** The sum of two totals. */
export function add(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** The line that closes a test run; other programs read it. */
export function totalsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** What vitest's JSON report counts; nothing when it ended before it wrote one. */
export function vitestTotals(file = vitestReport) {
  const report = readReport(file);
  if (!report) return NONE;
  // A file that fails while it is loaded has no tests to count as failed.
  const empty = report.testResults.filter((suite) => suite.status === "failed" && suite.assertionResults.length === 0);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + empty.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** What Playwright's JSON report counts; errors outside any test count as one failure each. */
export function playwrightTotals(file = playwrightReport) {
  const report = readReport(file);
  if (!report) return NONE;
  const { expected, flaky, unexpected, skipped } = report.stats;
  return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped };
}

function readReport(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : null;
}
