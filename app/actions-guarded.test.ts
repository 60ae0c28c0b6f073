import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { filesUnder } from "../scripts/fingerprint.mjs";

const ROOT = path.join(import.meta.dirname, "..");
const actionFiles = ["app", "components", "lib"]
  .flatMap((folder) => filesUnder(path.join(ROOT, folder)))
  .filter((file: string) => /\.tsx?$/.test(file) && /^\s*["']use server["']/m.test(fs.readFileSync(file, "utf8")));

test("every server action asks first whether the gate let its request pass", () => {
  expect(actionFiles.length).toBeGreaterThan(5);
  for (const file of actionFiles) {
    const source = fs.readFileSync(file, "utf8");
    const [, ...exported] = source.split(/^export (?!type |interface )/m);
    for (const one of exported) {
      const [firstStatement] = one.match(/^ {2}\S.*;$/m) ?? [];
      expect(firstStatement, `${path.relative(ROOT, file)}: ${one.slice(0, 60)}`).toMatch(
        /^ {2}(const by = )?await requireGate\(\);$/,
      );
    }
  }
});
