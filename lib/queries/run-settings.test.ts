import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fakeEngine, SHORT_ANSWER, testEngine } from "../../testing/engine.ts";
import { startMessagesApi } from "../../testing/messages-api/server.ts";
import { realClaude } from "../../testing/real-claude.ts";
import { scratch } from "../../testing/scratch.ts";
import { trust } from "../../testing/trust.ts";
import { checkMayRun } from "../claude/check-profile.ts";
import { findRunOf } from "../db/runs.ts";
import { listWarm } from "../db/warm.ts";
import { askAgain } from "./ask-again.ts";
import { queryModule } from "./query-module.ts";

/** The real CLI, whose settings allow everything, in a directory that has one file, and an MCP server to be started. */
async function permissive() {
  const dir = scratch();
  const api = await startMessagesApi();
  onTestFinished(() => api.close());
  const claude = await realClaude(dir, api.url, { maxRetries: 1 });
  const permissions = { allow: ["Bash", "Write", "Edit", "NotebookEdit", "Task", "Skill"] };
  writeFileSync(path.join(claude.env.CLAUDE_CONFIG_DIR ?? "", "settings.json"), JSON.stringify({ permissions }));
  const started = await testEngine(dir, claude.path, claude.env);
  writeFileSync(path.join(started.modulePath, "kept.txt"), "as it was\n");
  const server = { command: "touch", args: [path.join(started.modulePath, "served.txt")] };
  writeFileSync(path.join(started.modulePath, ".mcp.json"), JSON.stringify({ mcpServers: { server } }));
  return { ...started, api };
}

const tool = (name: string, input: object) => `TOOL:${name} ${JSON.stringify(input)}`;

/** A model that tries all that changes something, each after it has read the file that it would change. */
function hostile(module: string): string {
  const file = (name: string) => path.join(module, name);
  return [
    tool("Read", { file_path: file("kept.txt") }),
    tool("Write", { file_path: file("written.txt"), content: "x" }),
    tool("Edit", { file_path: file("kept.txt"), old_string: "as it was", new_string: "changed" }),
    tool("Bash", { command: `touch '${file("touched.txt")}'` }),
    tool("NotebookEdit", { notebook_path: file("a.ipynb"), new_source: "x", edit_mode: "insert" }),
    tool("Task", { description: "x", prompt: `${tool("Bash", { command: "touch sub.txt" })} ;; SAY x` }),
    "SAY I tried.",
  ].join(" ;; ");
}

test("unless a person allows more, the real CLI writes and runs nothing, whatever the model tries and the settings allow", async () => {
  const { engine, modulePath, api } = await permissive();
  await trust(engine, modulePath);
  const prompt = hostile(modulePath);
  const answer = await queryModule({ prompt, modulePath }, engine);
  expect(answer).toMatchObject({ status: "complete", content: "I tried." });
  expect(readdirSync(modulePath)).toEqual([".mcp.json", "kept.txt"]);
  expect(readFileSync(path.join(modulePath, "kept.txt"), "utf8")).toBe("as it was\n");
  expect(api.requests.at(-1)?.tools.toSorted()).toEqual(["Glob", "Grep", "Read"]);
  expect(findRunOf(engine.store.db, answer.messageId)).toMatchObject({ profile: "read", permissionMode: "dontAsk" });
});

test("with the profile settings the same attempts succeed as the settings allow: the test above can fail", async () => {
  const { engine, modulePath } = await permissive();
  await trust(engine, modulePath);
  await queryModule({ prompt: hostile(modulePath), modulePath, profile: "settings" }, engine);
  expect(readdirSync(modulePath)).toEqual(expect.arrayContaining(["served.txt", "touched.txt", "written.txt"]));
  expect(readFileSync(path.join(modulePath, "kept.txt"), "utf8")).toBe("changed\n");
});

test("limits end the answer, and a follow-up has a budget of its own", async () => {
  const { engine, modulePath } = await permissive();
  engine.stays = true;
  const read = tool("Read", { file_path: path.join(modulePath, "kept.txt") });
  const turns = await queryModule({ prompt: `${read} ;; ${read} ;; SAY x`, modulePath, maxTurns: 1 }, engine);
  expect(turns.failure?.code).toBe("max-turns");
  const costly = "SAY Done. && USAGE 100000 10";
  const first = await queryModule({ prompt: costly, modulePath, model: "sonnet", maxBudgetUsd: 0.4 }, engine);
  expect(first.status).toBe("complete");
  expect(listWarm(engine.store.db).filter(({ threadId }) => threadId === first.threadId)).toEqual([]);
  const { threadId } = first;
  const second = await queryModule({ prompt: costly, modulePath, threadId }, engine);
  expect(second.status).toBe("complete");
  const third = await queryModule({ prompt: `${costly} `, modulePath, threadId, maxBudgetUsd: 0.1 }, engine);
  expect(third.failure?.code).toBe("budget");
});

/** What follows an option in the arguments of each process that was started. */
const valuesOf = (spawns: { argv: string[] }[], option: string) =>
  spawns.map(({ argv }) => (argv.includes(option) ? argv[argv.indexOf(option) + 1] : null));

test("a question is asked as it says, else as the one before in its thread, else as its module is set up", async () => {
  const { engine, modulePath, claude } = await fakeEngine(SHORT_ANSWER);
  const ask = (more: object = {}) => queryModule({ prompt: "x", modulePath, ...more }, engine);
  await ask();
  engine.store.db.$client
    .prepare("UPDATE modules SET profile = 'read', max_turns = 3, max_budget_usd = 0.25, model = 'haiku'")
    .run();
  const { threadId } = await ask();
  const other = await ask({ threadId, profile: "edit", maxTurns: 0 });
  await ask({ threadId });
  await ask({ threadId, profile: "settings" });
  await (await askAgain(other.messageId, engine)).done;
  const spawns = await claude.spawns();
  const modes = ["dontAsk", "dontAsk", "acceptEdits", "acceptEdits", null, "acceptEdits"];
  expect(valuesOf(spawns, "--permission-mode")).toEqual(modes);
  expect(valuesOf(spawns, "--max-turns")).toEqual([null, "3", null, null, null, null]);
  expect(valuesOf(spawns, "--max-budget-usd")).toEqual([null, ...Array(5).fill("0.25")]);
  expect(valuesOf(spawns, "--model")).toEqual([null, ...Array(5).fill("haiku")]);
});

test("what a module is allowed counts from then on, in threads that go on too, and no longer when it is taken away", async () => {
  const { engine, modulePath, claude } = await fakeEngine(SHORT_ANSWER);
  const ask = (more: object = {}) => queryModule({ prompt: "x", modulePath, ...more }, engine);
  const allow = (profile: string | null) =>
    engine.store.db.$client.prepare("UPDATE modules SET profile = ?").run(profile);
  const { threadId, messageId } = await ask();
  allow("edit");
  await ask({ threadId });
  await (await askAgain(messageId, engine)).done;
  await ask({ threadId, profile: "read" });
  await ask({ threadId });
  allow(null);
  const other = await ask();
  await ask({ threadId: other.threadId });
  const modes = ["dontAsk", "acceptEdits", "acceptEdits", "dontAsk", "dontAsk", "dontAsk", "dontAsk"];
  expect(valuesOf(await claude.spawns(), "--permission-mode")).toEqual(modes);
});

test.each([
  [{ profile: "everything" }, "profile"],
  [{ profile: "--version" }, "profile"],
  [{ maxTurns: -1 }, "maxTurns"],
  [{ maxTurns: 1.5 }, "maxTurns"],
  [{ maxBudgetUsd: 1e-7 }, "maxBudgetUsd"],
  [{ maxBudgetUsd: Number.NaN }, "maxBudgetUsd"],
])("%o is refused, and nothing is stored", async (settings, field) => {
  const { engine, modulePath } = await fakeEngine(SHORT_ANSWER);
  const asked = queryModule({ prompt: "x", modulePath, ...settings } as Parameters<typeof queryModule>[0], engine);
  await expect(asked).rejects.toMatchObject({ code: "input-invalid", field });
  expect(await engine.store.listThreads()).toEqual([]);
});

test("a profile that a module got from elsewhere and nobody knows asks nothing", async () => {
  const { engine, modulePath, claude } = await fakeEngine(SHORT_ANSWER);
  await queryModule({ prompt: "x", modulePath }, engine);
  engine.store.db.$client.prepare("UPDATE modules SET profile = 'later'").run();
  await expect(queryModule({ prompt: "x", modulePath }, engine)).rejects.toMatchObject({ field: "profile" });
  expect(await claude.spawns()).toHaveLength(1);
});

test("root is refused the profile full before the run, but for a sandbox", () => {
  expect(() => checkMayRun("full", {}, true)).toThrow(expect.objectContaining({ code: "profile-refused" }));
  expect(() => checkMayRun("full", { IS_SANDBOX: "1" }, true)).not.toThrow();
  expect(() => checkMayRun("full", {}, false)).not.toThrow();
  expect(() => checkMayRun("edit", {}, true)).not.toThrow();
});
