import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/**
 * A directory of the running test's own, removed when the test ends. Its path has no symbolic links, so that it
 * compares equal to what a process reports as its working directory.
 */
export function scratch(): string {
  const dir = mkdtempSync(path.join(realpathSync(tmpdir()), "switchboard-test-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));
  return dir;
}
