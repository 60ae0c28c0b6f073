import { expect, test } from "vitest";
import { plainConnection, scratchStore } from "../../testing/store.ts";
import { leaveOffice, readSetting, takeOffice, writeSetting } from "./settings.ts";

test("a setting is what was written last, and null before or when another program left no JSON", async () => {
  const { db, file } = await scratchStore();
  expect(readSetting(db, "history-declined")).toBeNull();
  writeSetting(db, "history-declined", true);
  writeSetting(db, "history-declined", false);
  expect(readSetting(db, "history-declined")).toBe(false);
  plainConnection(file).exec("UPDATE settings SET value = 'neither'");
  expect(readSetting(db, "history-declined")).toBeNull();
});

test("an office has one holder, and passes on when the holder is gone or leaves it", async () => {
  const { db } = await scratchStore();
  const [one, other] = [JSON.stringify({ pid: 1 }), JSON.stringify({ pid: 2 })];
  const take = (self: string, alive: string[]) => takeOffice(db, "history-follower", self, (at) => alive.includes(at));
  expect(take(one, [])).toBe(true);
  expect(take(other, [one])).toBe(false);
  expect(take(one, [one, other])).toBe(true);
  expect(take(other, [])).toBe(true);
  leaveOffice(db, "history-follower", one);
  expect(take(one, [other])).toBe(false);
  leaveOffice(db, "history-follower", other);
  expect(take(one, [other])).toBe(true);
});
