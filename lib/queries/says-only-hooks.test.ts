import { appendFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { recording } from "../../testing/recordings/replay.ts";
import { scratch } from "../../testing/scratch.ts";
import { createSpool, spoolSize } from "../claude/spool.ts";
import { saysOnlyHooks } from "./says-only-hooks.ts";

const LINES = Buffer.from(recording("project-settings-hook-events"))
  .toString("utf8")
  .split(/(?<=\n)/);

test("hooks of the session's start are no answer yet; the init line is its beginning", async () => {
  const spool = await createSpool(path.join(scratch(), "run"), null);
  expect(saysOnlyHooks(spool, 0)).toBe(true);
  for (const line of LINES.slice(0, 2)) appendFileSync(spool.stdout, line);
  expect(saysOnlyHooks(spool, 0)).toBe(true);
  const afterHooks = spoolSize(spool);
  appendFileSync(spool.stdout, LINES[2] ?? "");
  expect(saysOnlyHooks(spool, 0)).toBe(false);
  expect(saysOnlyHooks(spool, afterHooks)).toBe(false);
  expect(saysOnlyHooks(spool, spoolSize(spool))).toBe(true);
});

test("a line that is not whole, or can't be read, may be the beginning of an answer", async () => {
  const spool = await createSpool(path.join(scratch(), "run"), null);
  appendFileSync(spool.stdout, LINES[0]?.slice(0, 40) ?? "");
  expect(saysOnlyHooks(spool, 0)).toBe(false);
  appendFileSync(spool.stdout, "\n");
  expect(saysOnlyHooks(spool, 0)).toBe(false);
});
