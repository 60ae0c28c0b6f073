import { expect, test, vi } from "vitest";
import { fakeEngine, SHORT_ANSWER } from "../../testing/engine.ts";
import { plainConnection } from "../../testing/store.ts";
import { askModule } from "./ask-module.ts";
import { queryModule } from "./query-module.ts";
import { stopQuery } from "./stop-query.ts";
import { tendUnlessQuiet } from "./tend.ts";

test("an idle process looks once, and again only after someone wrote to the database", async () => {
  const { engine, modulePath, dir } = await fakeEngine(SHORT_ANSWER);
  await queryModule({ prompt: "x", modulePath }, engine);
  await Promise.all([...engine.followers.values()].map((follower) => follower.gone));
  const prepare = vi.spyOn(engine.store.db.$client, "prepare");
  const quiet = tendUnlessQuiet(engine, null);
  expect(quiet).not.toBe(null);
  prepare.mockClear();
  expect(tendUnlessQuiet(engine, quiet)).toBe(quiet);
  expect(prepare).not.toHaveBeenCalled();
  const other = plainConnection(`${dir}/switchboard.db`);
  other.prepare("UPDATE threads SET title = 'changed by another program'").run();
  const later = tendUnlessQuiet(engine, quiet);
  expect(later).not.toBe(quiet);
  await engine.store.createThread({ title: "ours" });
  expect(tendUnlessQuiet(engine, later)).not.toBe(later);
});

test("while a run waits or is answered nothing is quiet, even if nobody writes", async () => {
  const { engine, modulePath } = await fakeEngine({ turns: [[{ init: true }, { hang: true }]] });
  const query = await askModule({ prompt: "x", modulePath }, engine);
  expect(tendUnlessQuiet(engine, null)).toBe(null);
  await stopQuery(query.messageId, engine);
  await query.done;
});
