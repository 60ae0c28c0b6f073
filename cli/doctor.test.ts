import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fakeCommandLine, PATIENT } from "../testing/command-line.ts";
import { SHORT_ANSWER } from "../testing/engine.ts";

test("doctor tells what is found, and ends with 1 when something is broken", PATIENT, async () => {
  const cli = await fakeCommandLine(SHORT_ANSWER);
  const well = await cli.run("doctor");
  expect(well.code).toBe(0);
  expect(well.stdout).toMatch(/^ok {7}Claude Code {6}Claude Code 2\.1\.197/m);
  expect(well.stdout).toContain("13 checks: 12 ok, 1 with a warning, 0 broken");
  writeFileSync(cli.databasePath, "These are notes, and no database at all.");
  const broken = await cli.run("doctor", "--json");
  expect(broken.code).toBe(1);
  expect(JSON.parse(broken.stdout).checks).toContainEqual(expect.objectContaining({ id: "database", state: "broken" }));
  expect((await cli.run("doctor", "me")).code).toBe(2);
});
