import { expect, test } from "vitest";
import { fakeEngine, SHORT_ANSWER } from "../../testing/engine.ts";
import { PERSON, trust } from "../../testing/trust.ts";
import { isAlive, parseIdentity } from "../claude/process-identity.ts";
import { listAudit } from "../db/audit.ts";
import { findRunOf, processOf } from "../db/runs.ts";
import { listWarm } from "../db/warm.ts";
import { askModule } from "./ask-module.ts";
import { moduleOfName } from "./modules.ts";
import { changeModule } from "./modules-change.ts";
import { settingsOf } from "./registry.ts";
import { stopQuery } from "./stop-query.ts";
import { withdrawTrust } from "./trust.ts";

test("a follow-up with other rights than the kept process has is given a new one", async () => {
  const { engine, modulePath } = await fakeEngine(SHORT_ANSWER);
  const { db } = engine.store;
  engine.stays = true;
  const ask = async (threadId?: string) => {
    const query = await askModule({ prompt: "x", modulePath, threadId }, engine);
    await query.done;
    await engine.followers.get(query.messageId)?.gone;
    return {
      ...query,
      run: findRunOf(db, query.messageId),
      process: parseIdentity(processOf(db, query.runId).process),
    };
  };
  const { threadId } = await ask();
  await trust(engine, modulePath);
  expect(await ask(threadId)).toMatchObject({ run: { warm: false, trusted: true, attaches: false } });
  // A person's question attaches the files that it names; a program's did not.
  engine.origin = PERSON;
  const byPerson = await ask(threadId);
  expect(byPerson).toMatchObject({ run: { warm: false, trusted: true, attaches: true } });
  expect(await ask(threadId)).toMatchObject({ run: { warm: true, trusted: true, attaches: true } });
  expect(listWarm(db)).toHaveLength(1);
  await withdrawTrust(modulePath, PERSON, engine);
  expect(listWarm(db)).toEqual([]);
  expect(byPerson.process && isAlive(byPerson.process)).toBe(false);
});

test("launches, stops, trust and rights are written down, with who wanted it, from where", async () => {
  const { engine, modulePath } = await fakeEngine({ turns: [[{ init: true }, { hang: true }]] });
  const { db } = engine.store;
  const program = { way: "http" as const, from: "127.0.0.1, curl" };
  const { messageId, done } = await askModule({ prompt: "x", modulePath, profile: "edit" }, engine, program);
  await expect.poll(() => listAudit(db, { limit: 1 })).toHaveLength(1);
  await stopQuery(messageId, engine, PERSON);
  await done;
  await trust(engine, modulePath);
  const module = moduleOfName(engine, "inventory");
  if (!module) throw new Error("It was asked.");
  const settings = { ...settingsOf(module), asks: true, description: "Keeps the stock" };
  await changeModule("inventory", { ...settings, profile: "full" }, engine, PERSON);
  await changeModule("inventory", { ...settings, profile: "full", description: "" }, engine, PERSON);
  await withdrawTrust(modulePath, PERSON, engine);
  const told = listAudit(db, { limit: 100 }).map(({ event, way, from, subject, detail }) => [
    event,
    way,
    from,
    subject,
    detail,
  ]);
  const by = [PERSON.way, PERSON.from];
  expect(told).toEqual([
    ["trust-withdrawn", ...by, modulePath, null],
    ["grant", ...by, "inventory", "profile none → full, asks other modules none → true"],
    ["trust", ...by, modulePath, "It runs nothing of its own."],
    ["stop", ...by, "inventory", null],
    ["launch", program.way, program.from, "inventory", `profile edit, not trusted, attaches no files, ${modulePath}`],
  ]);
  expect(listAudit(db, { limit: 100, event: "stop" })).toHaveLength(1);
});

test("what is written down is neither changed nor taken away", async () => {
  const { engine, modulePath } = await fakeEngine(SHORT_ANSWER);
  await trust(engine, modulePath);
  const { $client } = engine.store.db;
  expect(() => $client.exec("DELETE FROM audit_log")).toThrow("audit_log is only added to");
  expect(() => $client.exec("UPDATE audit_log SET from_where = ''")).toThrow("audit_log is only added to");
});
