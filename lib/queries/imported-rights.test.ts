import { expect, test } from "vitest";
import { fakeEngine, SHORT_ANSWER } from "../../testing/engine.ts";
import { exportedText, importText } from "../../testing/moving.ts";
import { findModule } from "../db/modules.ts";
import { findRunOf } from "../db/runs.ts";
import { askAgain } from "./ask-again.ts";
import { askModule } from "./ask-module.ts";
import { changeModule } from "./modules-change.ts";
import { queryModule } from "./query-module.ts";
import { settingsOf } from "./registry.ts";

/** An export in which a module may do everything, and was asked so. */
async function generous() {
  const { engine, modulePath } = await fakeEngine(SHORT_ANSWER);
  const { db } = engine.store;
  const asked = await askModule({ prompt: "x", modulePath, profile: "edit", asks: true }, engine);
  await asked.done;
  const module = findModule(db, "inventory");
  if (!module) throw new Error("It was asked.");
  await changeModule("inventory", { ...settingsOf(module), profile: "full", asks: true }, engine);
  return { threadId: asked.threadId, messageId: asked.messageId, modulePath, text: await exportedText(db) };
}

test("a module that comes in with a file has no rights, unless a person says so", async () => {
  const { text } = await generous();
  for (const [grant, rights] of [
    [false, { profile: null, asks: null }],
    [true, { profile: "full", asks: true }],
  ] as const) {
    const { engine } = await fakeEngine(SHORT_ANSWER);
    const { report } = await importText(engine.store.db, text, { grant });
    expect(findModule(engine.store.db, "inventory")).toMatchObject(rights);
    expect(report.problems).toEqual(
      grant
        ? []
        : [expect.objectContaining({ kind: "rights-withheld", detail: expect.stringContaining("profile full") })],
    );
  }
});

test("what a question of a file was allowed doesn't count for those that go on in its thread", async () => {
  const { text, threadId, messageId, modulePath } = await generous();
  const { engine } = await fakeEngine(SHORT_ANSWER);
  const { db } = engine.store;
  await importText(db, text);
  expect(findRunOf(db, messageId)).toMatchObject({ profile: "edit", asks: true });
  const next = await queryModule({ prompt: "y", modulePath, moduleName: "inventory", threadId }, engine);
  const again = await askAgain(messageId, engine);
  await again.done;
  for (const { messageId: answer } of [next, again]) {
    expect(findRunOf(db, answer)).toMatchObject({ profile: "read", asks: false, attaches: false });
  }
});
