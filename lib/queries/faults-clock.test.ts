import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { fakeEngine, otherProcess, SHORT_ANSWER } from "../../testing/engine.ts";
import { answerIn, deltasText, loseFollower, shownText } from "../../testing/runs.ts";
import { findRunOf } from "../db/runs.ts";
import { readThreadView } from "../db/views.ts";
import { adoptRuns } from "./adopt-runs.ts";
import { askModule } from "./ask-module.ts";
import { queryModule } from "./query-module.ts";
import { stay, tend } from "./tend.ts";

const HOUR = 3_600_000;

/** Sets the clock of this process; only what tells the time of day, as when a machine's clock is set. */
function setClock(byMs: number): void {
  const now = Date.now.bind(Date);
  const spy = vi.spyOn(Date, "now").mockImplementation(() => now() + byMs);
  onTestFinished(() => spy.mockRestore());
}

test.each([
  ["back by an hour", -HOUR],
  ["on by a day", 24 * HOUR],
])(
  "the clock is set %s in the midst of an answer: the run goes on, no limit is reached, also not by who adopts it",
  async (_what, by) => {
    const { engine, modulePath, dir } = await fakeEngine(
      { turns: [[{ init: true }, { deltas: 3, size: 4, open: true }, { waitFor: "GO" }, { result: {} }]] },
      { totalMs: HOUR / 2, silenceMs: HOUR / 2 },
    );
    onTestFinished(stay(engine));
    const followed = await askModule({ prompt: "a", modulePath }, engine);
    const adopted = await askModule({ prompt: "b", modulePath }, engine);
    for (const { threadId } of [followed, adopted]) {
      await expect.poll(() => shownText(engine, threadId)).toBe(deltasText(3, 4));
    }
    setClock(by);
    const next = otherProcess(engine);
    loseFollower(engine, adopted.runId);
    adoptRuns(next);
    await expect.poll(() => next.followers.size).toBe(1);
    for (let time = 0; time < 5; time += 1) tend(engine);
    for (const { messageId } of [followed, adopted]) {
      expect(findRunOf(engine.store.db, messageId)).toMatchObject({ state: "running", silentSince: null });
    }
    writeFileSync(path.join(dir, "GO"), "");
    expect(await followed.done).toMatchObject({ status: "complete" });
    expect(await adopted.done).toMatchObject({ status: "complete" });
    await next.followers.get(adopted.messageId)?.gone;
  },
);

test("the clock is set back between two questions: they keep their order, the newer run is gone on with, and one start holds no other back", async () => {
  const { engine, modulePath } = await fakeEngine(SHORT_ANSWER, { starts: 1 });
  const first = await queryModule({ prompt: "first", modulePath, model: "haiku" }, engine);
  setClock(-HOUR);
  const { threadId } = first;
  await queryModule({ prompt: "second", modulePath, threadId, model: "opus" }, engine);
  await queryModule({ prompt: "third", modulePath, threadId }, engine);
  const shown = readThreadView(engine.store.db, threadId)?.messages ?? [];
  expect(shown.filter(({ type }) => type === "question").map(({ content }) => content)).toEqual([
    ...["first", "second", "third"],
  ]);
  expect(answerIn(engine, threadId)?.run?.askedModel).toBe("opus");
});
