import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { testEngine } from "../../testing/engine.ts";
import { startMessagesApi } from "../../testing/messages-api/server.ts";
import { realClaude } from "../../testing/real-claude.ts";
import { answerIn, claudeOf, shownText } from "../../testing/runs.ts";
import { scratch } from "../../testing/scratch.ts";
import { descendantsOf } from "../claude/descendants.ts";
import { isAlive, type ProcessIdentity } from "../claude/process-identity.ts";
import { activeRuns, findRunOf } from "../db/runs.ts";
import { adoptRuns } from "./adopt-runs.ts";
import { askModule } from "./ask-module.ts";
import { stopQuery } from "./stop-query.ts";

const PROGRAM = path.join(import.meta.dirname, "..", "..", "testing", "ask-and-wait.ts");
const PATIENCE = { timeout: 25_000 };
/** A script whose Bash tool sleeps for so many seconds. */
const sleepy = (seconds: number) => `SAY I will wait. && TOOL:Bash {"command":"sleep ${seconds}"} ;; SAY I waited.`;

/** The real CLI, asking a stand-in of the API. */
async function started() {
  const dir = scratch();
  const api = await startMessagesApi();
  onTestFinished(() => api.close());
  const claude = await realClaude(dir, api.url);
  const { engine, modulePath } = await testEngine(dir, claude.path, claude.env);
  const ask = (prompt: string) => askModule({ prompt, modulePath, profile: "settings" }, engine);
  const shows = (threadId: string, text: string) =>
    expect.poll(() => shownText(engine, threadId), PATIENCE).toContain(text);
  /** The tool's own processes, once it sleeps. */
  const tools = async (runId: string): Promise<ProcessIdentity[]> => {
    let found: ProcessIdentity[] = [];
    const look = async () => {
      found = await descendantsOf(claudeOf(engine, runId), runId);
      return found.map(({ pid }) => commandOf(pid));
    };
    await expect.poll(look, PATIENCE).toContainEqual(expect.stringMatching(/^sleep \d+$/));
    return found;
  };
  /** The processes of a run that are still there. */
  const left = async (runId: string, more: ProcessIdentity[] = []) => {
    const claude = claudeOf(engine, runId);
    return [...(claude ? [claude] : []), ...more].filter(isAlive);
  };
  return { dir, api, claude, engine, modulePath, ask, shows, tools, left };
}

/** "" when it has ended. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").join(" ").trim();
  } catch {
    return "";
  }
}

type Started = Awaited<ReturnType<typeof started>>;

/** Asks from a process of its own and kills it at a moment; this process adopts the run. */
async function killedFollower(
  { dir, claude, engine, modulePath }: Started,
  prompt: string,
  moment: (ids: { threadId: string; runId: string }) => Promise<unknown>,
) {
  const asker = spawn(
    process.execPath,
    [PROGRAM, dir, claude.path, modulePath, JSON.stringify({ prompts: [prompt], profile: "settings" })],
    {
      env: { ...claude.env, NODE_ENV: "test" },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  onTestFinished(() => void asker.kill("SIGKILL"));
  const ids = JSON.parse(String((await once(asker.stdout, "data"))[0]));
  await moment(ids);
  asker.kill("SIGKILL");
  await once(asker, "close");
  const identity = claudeOf(engine, ids.runId);
  expect(identity && isAlive(identity)).toBe(true);
  adoptRuns(engine);
  await expect.poll(() => engine.followers.size).toBe(1);
  return ids;
}

const outcomeIn = (engine: Started["engine"], threadId: string) => answerIn(engine, threadId)?.status;

test("the follower is killed in the midst of an answer: the CLI goes on, and the answer is whole", async () => {
  const all = await started();
  const script = "SAY The first half, && HOLD half && MORE  and the second.";
  const { threadId, messageId } = await killedFollower(all, script, async ({ threadId: thread }) => {
    await all.api.held("half");
    await all.shows(thread, "The first half,");
  });
  all.api.release("half");
  await expect.poll(() => outcomeIn(all.engine, threadId), PATIENCE).toBe("complete");
  expect(answerIn(all.engine, threadId)?.content).toMatch(/^The first half,\s+and the second\.$/);
  await all.engine.followers.get(messageId)?.gone;
});

test("the follower is killed in the midst of a tool call: the tool and the CLI go on, and the answer is whole", async () => {
  const all = await started();
  const { threadId, messageId } = await killedFollower(all, sleepy(3), async ({ runId }) => all.tools(runId));
  await expect.poll(() => outcomeIn(all.engine, threadId), PATIENCE).toBe("complete");
  const answer = answerIn(all.engine, threadId);
  expect(answer?.content).toBe("I will wait.\n\nI waited.");
  expect(answer?.blocks.filter(({ kind, isError }) => kind === "tool_result" && !isError)).toHaveLength(1);
  await all.engine.followers.get(messageId)?.gone;
});

test("a stop while a tool runs ends the tool and the CLI, and keeps the text", async () => {
  const { ask, engine, tools, left } = await started();
  const query = await ask(sleepy(1000));
  const running = await tools(query.runId);
  await stopQuery(query.messageId, engine);
  expect(await query.done).toMatchObject({ content: "I will wait.", failure: { code: "stopped-by-user" } });
  await engine.followers.get(query.messageId)?.gone;
  expect(await left(query.runId, running)).toEqual([]);
});

test("the CLI is killed while a tool runs: the run fails with the signal, and the tool is ended too", async () => {
  const { ask, engine, tools, left } = await started();
  const query = await ask(sleepy(1000));
  const running = await tools(query.runId);
  process.kill(claudeOf(engine, query.runId)?.pid ?? 0, "SIGKILL");
  expect(await query.done).toMatchObject({
    ...{ status: "failed", content: "I will wait." },
    failure: { code: "signal", signal: "SIGKILL" },
  });
  await engine.followers.get(query.messageId)?.gone;
  expect(await left(query.runId, running)).toEqual([]);
});

test.each([
  [
    "while the CLI starts",
    "SAY Too late.",
    async ({ engine }: Started) => {
      await expect.poll(() => activeRuns(engine.store.db)[0]?.process ?? null).not.toBe(null);
    },
  ],
  [
    "while the CLI waits to ask the API again",
    "ERR429",
    async ({ api }: Started) => {
      await expect.poll(() => api.requests.length, PATIENCE).toBeGreaterThan(1);
    },
  ],
  [
    "while the API does not answer",
    "HANG",
    async ({ api }: Started) => {
      await expect.poll(() => api.requests.length, PATIENCE).toBe(1);
    },
  ],
])("a stop %s is told as a stop, and no process is left", async (_when, prompt, moment) => {
  const all = await started();
  const query = await all.ask(prompt);
  await moment(all);
  await stopQuery(query.messageId, all.engine);
  const { status, failure } = await query.done;
  expect({ status, code: failure?.code }).toEqual({ status: "failed", code: "stopped-by-user" });
  await all.engine.followers.get(query.messageId)?.gone;
  expect(await all.left(query.runId)).toEqual([]);
  expect(findRunOf(all.engine.store.db, query.messageId)?.state).toBe("ended");
});
