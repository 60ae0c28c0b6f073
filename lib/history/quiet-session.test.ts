import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { scratch } from "../../testing/scratch.ts";
import { selfIdentity } from "../claude/process-identity.ts";
import { isQuietSession } from "./quiet-session.ts";

/** Whether a session is quiet at so many minutes after its last line, when its process tells this of itself. */
function quietAfter(minutes: number, told: Record<string, unknown> | string | null): boolean {
  const root = scratch();
  fs.mkdirSync(path.join(root, "sessions"));
  const text = typeof told === "string" ? told : JSON.stringify({ sessionId: "s", ...told });
  if (told !== null) fs.writeFileSync(path.join(root, "sessions", "1.json"), text);
  return isQuietSession(root, "s", Date.now() - minutes * 60_000);
}

const { pid, startTime } = selfIdentity();

test("a session of which nothing is told is quiet after a quarter of an hour", () => {
  expect([quietAfter(14, null), quietAfter(16, null)]).toEqual([false, true]);
  expect([quietAfter(14, "{half"), quietAfter(16, "{half")]).toEqual([false, true]);
  expect(quietAfter(14, { pid, procStart: startTime, sessionId: "another" })).toBe(false);
});

test("a session whose process runs is not quiet for hours, since a tool may take so long", () => {
  const alive = { pid, procStart: startTime };
  expect([quietAfter(16, alive), quietAfter(300, alive), quietAfter(400, alive)]).toEqual([false, false, true]);
});

test("a session whose process was killed is quiet at once, also when its pid is another program's by now", () => {
  expect([quietAfter(0, { pid: 2 ** 22 + 1 }), quietAfter(1, { pid: 2 ** 22 + 1 })]).toEqual([false, true]);
  expect(quietAfter(1, { pid, procStart: "1" })).toBe(process.platform === "linux");
});

test("a directory without such files tells nothing", () => {
  expect(isQuietSession(scratch(), "s", Date.now() - 60_000)).toBe(false);
});
