import fs from "node:fs";
import { expect, test, vi } from "vitest";
import { damagedCopy, filled, pagesOf } from "../../testing/damaged.ts";
import { processEnvironment } from "../env.ts";
import { lookAfterCrash } from "./look-after-crash.ts";

vi.setConfig({ testTimeout: 120_000 });

/** A database that is damaged, and what an unclean end leaves beside it. */
async function crashed(damage: boolean) {
  const { db, whole } = await filled();
  db.$client.close();
  const [page] = pagesOf(whole, "messages").filter(({ pagetype }) => pagetype === "leaf");
  const file = damagedCopy(whole, damage && page ? [page] : []);
  fs.writeFileSync(`${file}-wal`, "a log that was cut");
  return file;
}

test("what takes longer than a start can wait is told later", async () => {
  const file = await crashed(true);
  const { later } = await lookAfterCrash(file, { variables: processEnvironment(), waitMs: 0 });
  expect(await later).toMatchObject({ code: "database-damaged" });
  await expect(lookAfterCrash(file, { variables: processEnvironment() })).rejects.toMatchObject({
    code: "database-damaged",
  });
});

test("a database that is well is started on, and one that was ended cleanly isn't looked through", async () => {
  const { later } = await lookAfterCrash(await crashed(false), { variables: processEnvironment() });
  expect(await later).toBe(null);
  const damaged = await crashed(true);
  fs.rmSync(`${damaged}-wal`);
  expect(await lookAfterCrash(damaged, { variables: processEnvironment() }).then(({ later }) => later)).toBe(null);
});
