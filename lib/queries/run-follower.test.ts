import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fakeEngine, otherProcess, SHORT_ANSWER } from "../../testing/engine.ts";
import { inheritedEnv } from "../../testing/real-claude.ts";
import { endClaude } from "../claude/end-claude.ts";
import { identify, isAlive, type ProcessIdentity, parseIdentity } from "../claude/process-identity.ts";
import { spoolAt } from "../claude/spool.ts";
import { activeRuns, processOf } from "../db/runs.ts";
import { readThreadView } from "../db/views.ts";
import { adoptRuns } from "./adopt-runs.ts";
import { askModule } from "./ask-module.ts";
import { queryModule } from "./query-module.ts";
import { stopQuery } from "./stop-query.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");

test("a result of success is success, whatever the exit code", async () => {
  const { engine, modulePath } = await fakeEngine({
    turns: [[{ init: true }, { deltas: 1, size: 4 }, { result: {} }, { exit: 1 }]],
  });
  expect(await queryModule({ prompt: "x", modulePath }, engine)).toMatchObject({ status: "complete", failure: null });
});

test("is_error is failure, although the subtype says success", async () => {
  const { engine, modulePath } = await fakeEngine({
    turns: [[{ init: true }, { result: { is_error: true, api_error_status: 529, result: "Overloaded" } }]],
  });
  const { status, failure } = await queryModule({ prompt: "x", modulePath }, engine);
  expect({ status, failure }).toMatchObject({ status: "failed", failure: { code: "api", apiKind: "overloaded" } });
});

test("a process that dies mid-answer leaves a failed message with its partial text, the signal and stderr's tail", async () => {
  const { engine, modulePath } = await fakeEngine({
    turns: [[{ init: true }, { deltas: 3, size: 4, open: true }, { stderr: "out of memory\n" }, { kill: "SIGKILL" }]],
  });
  const result = await queryModule({ prompt: "x", modulePath }, engine);
  expect(result).toMatchObject({ status: "failed", content: "0 xx1 xx2 xx" });
  expect(result.failure).toMatchObject({ code: "signal", signal: "SIGKILL", stderrTail: "out of memory" });
  const [, answer] = (await engine.store.getThread(result.threadId))?.messages ?? [];
  expect(answer).toMatchObject({ status: "failed", metadata: { error_code: "signal" } });
});

test("exit code 0 without a result is failure", async () => {
  const { engine, modulePath } = await fakeEngine({
    turns: [[{ init: true }, { deltas: 1, size: 4, open: true }, { exit: 0 }]],
  });
  const result = await queryModule({ prompt: "x", modulePath }, engine);
  expect(result).toMatchObject({ status: "failed", content: "0 xx", failure: { code: "no-result" } });
});

test("lines that are not JSON, unknown events and a line without its end are shown, and the answer goes on", async () => {
  const { engine, modulePath } = await fakeEngine({
    turns: [
      [
        { init: true },
        { raw: base64("not json at all\n\n") },
        { line: { type: "brand_new_event", detail: 1 } },
        { raw: Buffer.from([0x7b, 0xff, 0xfe, 0x0a]).toString("base64") },
        { deltas: 2, size: 4 },
        { raw: base64('{"type":"result","subtype":"success","is_error":false,"result":"0 xx1 xx"}') },
        { exit: 0 },
      ],
    ],
  });
  const result = await queryModule({ prompt: "x", modulePath }, engine);
  expect(result).toMatchObject({ status: "complete", content: "0 xx1 xx" });
  const blocks = readThreadView(engine.store.db, result.threadId)?.messages[1]?.blocks ?? [];
  expect(blocks.filter((block) => block.kind === "unknown").map((block) => block.name)).toEqual([
    "malformed",
    "brand_new_event",
    "malformed",
  ]);
});

test("a directory that vanishes between the check and the start is a failed message, not a lost one", async () => {
  const { engine, modulePath, dir } = await fakeEngine(SHORT_ANSWER);
  writeFileSync(path.join(dir, "claude"), "#!/no/such/interpreter\n", { mode: 0o755 });
  engine.env.claude = path.join(dir, "claude");
  await expect(queryModule({ prompt: "x", modulePath }, engine)).rejects.toMatchObject({ code: "cli-broken" });
});

test("stopping interrupts the CLI: the partial answer stays, the reason is stopped-by-user", async () => {
  const { engine, modulePath, claude } = await fakeEngine({
    turns: [[{ init: true }, { deltas: 2, size: 4, open: true }, { hang: true }]],
  });
  const query = await askModule({ prompt: "x", modulePath }, engine);
  await expect
    .poll(() => readThreadView(engine.store.db, query.threadId)?.messages[1]?.blocks[0]?.text)
    .toBe("0 xx1 xx");
  await stopQuery(query.messageId, engine);
  expect(await query.done).toMatchObject({ status: "failed", failure: { code: "stopped-by-user" } });
  const [spawned] = await claude.spawns();
  expect(spawned?.stdin.some((line) => line.includes('"interrupt"'))).toBe(true);
  await expect(stopQuery(query.messageId, engine)).rejects.toMatchObject({ code: "message-ended" });
});

test("a CLI that ignores interrupts and SIGTERM is killed with all that it started", async () => {
  const { engine, modulePath, claude } = await fakeEngine({
    ignoreControl: true,
    ignoreSignals: ["SIGTERM", "SIGINT"],
    turns: [[{ init: true }, { grandchild: "own-session" }, { deltas: 1, size: 4, open: true }, { hang: true }]],
  });
  const query = await askModule({ prompt: "x", modulePath }, engine);
  await expect.poll(() => readThreadView(engine.store.db, query.threadId)?.messages[1]?.blocks.length).toBe(1);
  await stopQuery(query.messageId, engine);
  expect(await query.done).toMatchObject({ status: "failed", content: "0 xx", failure: { code: "stopped-by-user" } });
  await engine.followers.get(query.messageId)?.gone;
  const [spawned] = await claude.spawns();
  const left = [spawned?.pid ?? 0, ...(spawned?.grandchildren ?? [])].filter((pid) => identify(pid) !== null);
  expect(spawned?.grandchildren).toHaveLength(1);
  expect(left).toEqual([]);
});

test("another process can stop a run: it asks through the store, and the follower does it", async () => {
  const { engine, modulePath } = await fakeEngine({ turns: [[{ init: true }, { hang: true }]] });
  const query = await askModule({ prompt: "x", modulePath }, engine);
  await stopQuery(query.messageId, otherProcess(engine));
  expect(await query.done).toMatchObject({ status: "failed", failure: { code: "stopped-by-user" } });
});

test("a run whose follower was killed is adopted: claude goes on, and no character is lost or doubled", async () => {
  const { engine, modulePath, dir } = await fakeEngine({
    turns: [[{ init: true }, { deltas: 400, size: 10, perSecond: 200 }, { result: {} }]],
  });
  const program = path.join(import.meta.dirname, "..", "..", "testing", "ask-and-wait.ts");
  const asker = spawn(process.execPath, [program, dir, engine.env.claude ?? "", modulePath], {
    env: { ...inheritedEnv(), HOME: dir, NODE_ENV: "test" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { threadId } = JSON.parse(String((await once(asker.stdout, "data"))[0]));
  const answer = () => readThreadView(engine.store.db, threadId)?.messages[1];
  const whole = Array.from({ length: 400 }, (_, at) => `${at} `.padEnd(10, "x")).join("");
  await expect.poll(() => answer()?.blocks[0]?.text.length ?? 0).toBeGreaterThan(500);
  asker.kill("SIGKILL");
  await once(asker, "close");
  const [record] = activeRuns(engine.store.db);
  const claude = parseIdentity(processOf(engine.store.db, record?.run.runId ?? "").process);
  expect(claude && isAlive(claude)).toBe(true);

  adoptRuns(engine);
  await expect.poll(() => answer()?.status).toBe("complete");
  expect(answer()?.content).toBe(whole);
  expect(answer()?.run).toMatchObject({ state: "ended", failure: null });
  await engine.followers.get(answer()?.messageId ?? "")?.gone;
  expect(existsSync(path.join(dir, "runs")) ? readdirSync(path.join(dir, "runs")) : []).toEqual([]);
});

test("a run whose follower lives is left alone, and one whose process is gone without a result is orphaned", async () => {
  const { engine, modulePath } = await fakeEngine({ turns: [[{ init: true }, { hang: true }]] });
  const query = await askModule({ prompt: "x", modulePath }, engine);
  await expect.poll(() => readThreadView(engine.store.db, query.threadId)?.messages[1]?.run?.state).toBe("running");
  const other = otherProcess(engine);
  adoptRuns(other);
  expect(other.followers.size).toBe(0);

  const gone = JSON.stringify({ pid: 2 ** 22 + 1, startTime: "1", bootId: "gone" });
  engine.store.db.$client.prepare("UPDATE run_positions SET follower = ?").run(gone);
  const claude = parseIdentity(processOf(engine.store.db, activeRuns(engine.store.db)[0]?.run.runId ?? "").process);
  process.kill(claude?.pid ?? 0, "SIGKILL");
  await expect.poll(() => claude !== null && isAlive(claude)).toBe(false);
  adoptRuns(other);
  await query.done;
  await expect
    .poll(() => readThreadView(engine.store.db, query.threadId)?.messages[1]?.run?.failure?.code)
    .toBe("orphaned");
});

test("a line of over 1 MiB is whole, also when the process ended before it was read", async () => {
  const text = "long ".repeat(1_000_000);
  const message = { id: "msg_long", role: "assistant", model: "m", content: [{ type: "text", text }] };
  const { engine, modulePath } = await fakeEngine({
    turns: [
      [{ init: true }, { line: { type: "assistant", message, parent_tool_use_id: null } }, { result: {} }, { exit: 0 }],
    ],
  });
  const result = await queryModule({ prompt: "x", modulePath }, engine);
  expect(result).toMatchObject({ status: "complete", failure: null });
  expect(result.content === text).toBe(true);
});

test("an error of the caller's own onChunk does not end the answer", async () => {
  const { engine, modulePath } = await fakeEngine(SHORT_ANSWER);
  const onChunk = () => {
    throw new Error("the caller's own");
  };
  expect(await queryModule({ prompt: "x", modulePath, onChunk }, engine)).toMatchObject({ status: "complete" });
});

test("adopting a dead run signals no stranger who has its pid by now", async () => {
  const { engine, modulePath } = await fakeEngine({ turns: [[{ init: true }, { hang: true }]] });
  const query = await askModule({ prompt: "x", modulePath }, engine);
  await expect.poll(() => readThreadView(engine.store.db, query.threadId)?.messages[1]?.run?.state).toBe("running");
  const stranger = spawn("sh", ["-c", "sleep 300 & wait"], { stdio: "ignore" });
  onTestFinished(() => void stranger.kill("SIGKILL"));
  await expect.poll(() => childOf(stranger.pid ?? 0)).toBeGreaterThan(0);
  const childPid = childOf(stranger.pid ?? 0);
  const identity = { ...identify(stranger.pid ?? 0), startTime: "1" };
  const claude = parseIdentity(processOf(engine.store.db, activeRuns(engine.store.db)[0]?.run.runId ?? "").process);
  await endClaude({ identity: identity as ProcessIdentity, spool: spoolAt("/nowhere") });
  expect([stranger.pid ?? 0, childPid].map((pid) => identify(pid) !== null)).toEqual([true, true]);
  process.kill(childPid, "SIGKILL");
  expect(claude && isAlive(claude)).toBe(true);
  await stopQuery(query.messageId, engine);
  await query.done;
});

test("a question that was not handed over before its asker died is asked by the next process, once", async () => {
  const { engine, modulePath, claude } = await fakeEngine({ turns: [[{ hang: true }]] });
  engine.tending = true; // it is to be dead
  const query = await askModule({ prompt: "Who is there?", modulePath }, engine);
  await expect.poll(() => activeRuns(engine.store.db)[0]?.askedAt ?? null).not.toBe(null);
  const asked = async () => (await claude.spawns()).filter((spawn) => spawn.stdin.length > 0).length;
  await expect.poll(asked).toBe(1);
  const first = parseIdentity(processOf(engine.store.db, query.runId).process);
  const gone = JSON.stringify({ pid: 2 ** 22 + 1, startTime: "1", bootId: "gone" });
  const { $client } = engine.store.db;
  $client.prepare("UPDATE run_positions SET follower = ?").run(gone);
  $client.prepare("UPDATE runs SET asked_at = NULL").run();
  $client.prepare("INSERT INTO queued_questions (run_id, prompt) VALUES (?, 'Who is there?')").run(query.runId);
  const next = otherProcess(engine);
  adoptRuns(next);
  await expect.poll(asked).toBe(2);
  expect(first && isAlive(first)).toBe(false);
  const [, second] = await claude.spawns();
  expect(second?.stdin[0]).toContain("Who is there?");
  await stopQuery(query.messageId, next);
  expect((await query.done).failure?.code).toBe("stopped-by-user");
});

test("a run that can't be read any more is ended, and the others are adopted all the same", async () => {
  const { engine, modulePath } = await fakeEngine({ turns: [[{ init: true }, { hang: true }]] });
  const query = await askModule({ prompt: "x", modulePath }, engine);
  await expect.poll(() => readThreadView(engine.store.db, query.threadId)?.messages[1]?.run?.state).toBe("running");
  const gone = JSON.stringify({ pid: 2 ** 22 + 1, startTime: "1", bootId: "gone" });
  engine.store.db.$client.prepare("UPDATE run_positions SET follower = ?, fold = 'broken'").run(gone);
  const other = otherProcess(engine);
  const code = () => {
    adoptRuns(other);
    return readThreadView(engine.store.db, query.threadId)?.messages[1]?.run?.failure?.message;
  };
  await expect.poll(code).toMatch(/can't follow this run/);
  await query.done;
});

/** The pid of a process's child, 0 while it has none. */
function childOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ")[0] ?? 0);
}

test("an answer that a person stopped is not counted as failed in the list of threads", async () => {
  const { engine, modulePath } = await fakeEngine({ turns: [[{ init: true }, { hang: true }]] });
  const query = await askModule({ prompt: "x", modulePath }, engine);
  await stopQuery(query.messageId, engine);
  expect((await query.done).status).toBe("failed");
  expect(await engine.store.listThreads()).toMatchObject([{ failedCount: 0, messageCount: 2 }]);
});
