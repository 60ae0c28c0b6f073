import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { commandLine, fakeCommandLine, PATIENT } from "../testing/command-line.ts";
import { SHORT_ANSWER } from "../testing/engine.ts";
import type { Scenario } from "../testing/fake-claude.ts";
import { startMessagesApi } from "../testing/messages-api/server.ts";
import { realClaude } from "../testing/real-claude.ts";
import { scratch } from "../testing/scratch.ts";
import { plainConnection } from "../testing/store.ts";

vi.setConfig({ testTimeout: PATIENT.timeout });

const ANSWER = "0 xx1 xx2 xx";
/** Says something, and answers to the end when the file GO is there: with other words, as after a broken stream. */
const GATED: Scenario = {
  turns: [
    [{ init: true }, { deltas: 2, size: 4, open: true }, { waitFor: "GO" }, { deltas: 1, size: 4 }, { result: {} }],
  ],
};

/** The command line with the real CLI, which asks a stand-in of the Messages API. */
async function realCommandLine() {
  const dir = scratch();
  const api = await startMessagesApi();
  onTestFinished(() => api.close());
  const claude = await realClaude(dir, api.url, { maxRetries: 1 });
  return { ...commandLine(dir, claude.path, claude.env), api };
}

test("the answer's text is on stdout while it is still being written, and only the answer is", async () => {
  const { start, api, modulePath } = await realCommandLine();
  const prompt = "SAY The first words && HOLD cli-1 && MORE  and the end.";
  const run = start(["ask", modulePath, prompt, "--stream"]);
  await expect.poll(run.stdout, PATIENT).toBe("The first words");
  api.release("cli-1");
  expect(await run.ended).toEqual({ code: 0, stdout: "The first words and the end.\n", stderr: "" });
});

test("a program that reads stdout is not given what is withdrawn; one that asked for all is told of it", async () => {
  const { run, modulePath } = await realCommandLine();
  const [plain, all, json] = await Promise.all([
    run("ask", modulePath, "DROP x1 && SAY one two three"),
    run("ask", modulePath, "DROP x1 && SAY four five six", "--stream"),
    run("ask", modulePath, "DROP x1 && SAY seven eight nine", "--json"),
  ]);
  expect(plain).toMatchObject({ code: 0, stdout: "one two three\n", stderr: "" });
  expect(all).toMatchObject({ code: 0, stdout: "fourfour five six\n" });
  expect(all.stderr).toContain("The last 4 characters above don't count");
  expect(json.stdout).toContain('"type":"withdrawn"');
});

test("--json tells each thing that happens on a line of its own, and --quiet only the answer", async () => {
  const { run, modulePath } = await fakeCommandLine(SHORT_ANSWER);
  const { code, stdout, stderr } = await run("ask", modulePath, "What?", "--json", "--name", "stock");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const events = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const id = expect.stringMatching(/^[0-9a-f-]{36}$/);
  expect(events[0]).toEqual({ type: "asked", threadId: id, questionId: id, messageId: id, runId: id });
  const { messageId } = events[0];
  expect(events.every((event) => event.messageId === messageId)).toBe(true);
  const text = events.filter(({ type }) => type === "text").map((event) => event.text);
  expect(text.join("")).toBe(ANSWER);
  expect(events.find(({ type }) => type === "settled")).toEqual({ type: "settled", messageId });
  const run_ = events.filter(({ type }) => type === "run");
  expect(run_.at(-1)).toMatchObject({ state: "ended", model: "claude-sonnet-5", costUsd: 0.001, queuePosition: null });
  expect(events.at(-1)).toEqual({ type: "ended", messageId, status: "complete", content: ANSWER, failure: null });
  expect(await run("ask", "stock", "Again?", "--quiet")).toEqual({ code: 0, stdout: `${ANSWER}\n`, stderr: "" });
});

test("what Claude may do and use is said by options, and other words for it are not understood", async () => {
  const { run, modulePath, claude } = await fakeCommandLine(SHORT_ANSWER);
  const limits = ["--profile", "read", "--max-turns", "5", "--max-budget", "0.50"];
  expect((await run("ask", modulePath, "What?", ...limits)).code).toBe(0);
  const argv = (await claude.spawns())[0]?.argv.join(" ");
  expect(argv).toContain("--permission-mode dontAsk --strict-mcp-config --max-turns 5 --max-budget-usd 0.5");
  for (const wrong of [
    ["--profile", "all"],
    ["--max-turns", "1.5"],
    ["--max-budget", "much"],
  ]) {
    expect(await run("ask", modulePath, "What?", ...wrong)).toMatchObject({ code: 2, stdout: "" });
  }
  expect(await claude.spawns()).toHaveLength(1);
});

test("the question is read whole from stdin, and a thread is gone on with by the beginning of its id", async () => {
  const { start, modulePath, databasePath, claude } = await fakeCommandLine(SHORT_ANSWER);
  const question = `${"Größe 😀 ".repeat(20_000)}\nline two`;
  expect((await start(["ask", "."], { input: `${question}\n`, cwd: modulePath }).ended).code).toBe(0);
  const db = plainConnection(databasePath);
  const { id, content } = db
    .prepare("SELECT thread_id AS id, content FROM messages WHERE type = 'question'")
    .get() as Record<string, string>;
  expect(content === question).toBe(true);
  const more = start(["ask", "inventory", "-", "--thread", String(id).slice(0, 6)], { input: "- and more?" });
  expect((await more.ended).code).toBe(0);
  const asked = (await claude.spawns()).map((spawn) => JSON.parse(spawn.stdin[0] ?? "{}").message.content);
  expect(asked.at(-1)).toBe("- and more?");
  expect(db.prepare("SELECT count(*) FROM threads").pluck().get()).toBe(1);
});

test("a failed answer exits with 1: what had arrived is on stdout, why it failed and what to do on stderr", async () => {
  const { run, modulePath } = await fakeCommandLine({
    turns: [[{ init: true }, { deltas: 3, size: 4, open: true }, { stderr: "out of memory\n" }, { kill: "SIGKILL" }]],
  });
  const { code, stdout, stderr } = await run("ask", modulePath, "x");
  expect({ code, stdout }).toEqual({ code: 1, stdout: `${ANSWER}\n` });
  expect(stderr).toMatch(/ended by SIGKILL[\s\S]*Ask again[\s\S]*Claude Code wrote to stderr:\nout of memory/);
});

test("what is not understood exits with 2, what is refused with 3, both before anything is stored or started", async () => {
  const { start, modulePath, databasePath, claude, dir } = await fakeCommandLine(SHORT_ANSWER);
  mkdirSync(path.join(dir, "elsewhere"));
  writeFileSync(path.join(dir, "a-file"), "");
  const cases: [number, string[], string, Record<string, string>?][] = [
    [2, ["ask"], "There is no module to ask"],
    [2, ["ask", modulePath, "two", "words"], "Put the whole question between quotes"],
    [2, ["ask", modulePath, "x", "--colour"], "Unknown option '--colour'"],
    [2, ["ask", modulePath, "x", "--stream", "--quiet"], "don't go together"],
    [2, ["aks", modulePath, "x"], "Did you mean switchboard ask?"],
    [3, ["ask", "inventroy", "x"], "There is no module “inventroy”"],
    [3, ["ask", "a-file", "x"], "is a file, not a directory"],
    [3, ["ask", modulePath, "x", "--thread", "12345678"], "There is no thread 12345678"],
    [3, ["ask", modulePath, "x", "--claude", "/nowhere/claude"], "The claude CLI isn't at /nowhere/claude"],
    [3, ["ask", modulePath, "x"], "SWITCHBOARD_MAX_RUNS", { SWITCHBOARD_MAX_RUNS: "none" }],
  ];
  for (const [code, args, words, env] of cases) {
    const ended = await start(args, { env, cwd: dir }).ended;
    expect({ args, code: ended.code, stdout: ended.stdout }).toEqual({ args, code, stdout: "" });
    expect(ended.stderr).toContain(words);
    expect(ended.stderr).not.toMatch(/\n {4}at /);
  }
  const json = await start(["ask", "inventroy", "x", "--json"]).ended;
  expect(JSON.parse(json.stdout)).toMatchObject({ type: "refused", code: "module-unknown", field: "module" });
  expect(plainConnection(databasePath).prepare("SELECT count(*) FROM messages").pluck().get()).toBe(0);
  expect(await claude.spawns()).toEqual([]);
  expect(existsSync(path.join(dir, "switchboard", "runs"))).toBe(false);
});

test("Ctrl-C stops the answer and waits for its end: exit code 130, and what had arrived is kept", async () => {
  const { start, modulePath, databasePath } = await fakeCommandLine(GATED);
  const run = start(["ask", modulePath, "x", "--stream"]);
  await expect.poll(run.stdout, PATIENT).toBe("0 xx1 xx");
  run.signal("SIGINT");
  const { code, stdout, stderr } = await run.ended;
  expect({ code, stdout }).toEqual({ code: 130, stdout: "0 xx1 xx\n" });
  expect(stderr).toContain("The answer was stopped before it was complete.");
  const stored = plainConnection(databasePath).prepare("SELECT content, status FROM messages WHERE type = 'response'");
  expect(stored.get()).toEqual({ content: "0 xx1 xx", status: "failed" });
});

test.each([
  ["SIGTERM", 143, (run: { signal(name: NodeJS.Signals): void }) => run.signal("SIGTERM")],
  ["a reader that leaves", 0, (run: { closeStdout(): void }) => run.closeStdout()],
])("%s ends the command and not the answer: the next process takes it up", async (_what, code, end) => {
  const { start, run, modulePath, dir } = await fakeCommandLine({
    turns: [[{ init: true }, { deltas: 300, size: 4, perSecond: 100 }, { waitFor: "GO" }, { result: {} }]],
  });
  const asked = start(["ask", modulePath, "x", "--stream"]);
  await expect.poll(asked.stdout, PATIENT).not.toBe("");
  end(asked);
  expect(await asked.ended).toMatchObject({ code, stderr: "" });
  const { running } = JSON.parse((await run("status", "--json")).stdout);
  expect(running).toMatchObject([{ state: "running", followed: false, pid: expect.any(Number) }]);
  writeFileSync(path.join(dir, "GO"), "");
  const watched = await run("watch", running[0].messageId);
  expect(watched).toMatchObject({ code: 0, stderr: "" });
  expect(watched.stdout).toMatch(/^0 xx1 xx[\s\S]*299 ?\n$/);
});

test("a second Ctrl-C leaves at once; that the answer is to be stopped is remembered", async () => {
  const { start, run, modulePath } = await fakeCommandLine({
    turns: [[{ init: true }, { deltas: 2, size: 4, open: true }, { waitFor: "GO" }]],
    ...{ ignoreControl: true, ignoreSignals: ["SIGTERM"] },
  });
  const asked = start(["ask", modulePath, "x", "--json"]);
  await expect.poll(asked.stdout, PATIENT).toContain('"text":"0 xx1 xx"');
  asked.signal("SIGINT");
  await expect.poll(asked.stdout, PATIENT).toContain('"state":"stopping"');
  asked.signal("SIGINT");
  const { code, stdout } = await asked.ended;
  expect(code).toBe(130);
  expect(stdout).not.toContain('"type":"ended"');
  const id = String(asked.events()[0]?.messageId);
  const watched = await run("watch", id.slice(0, 8), "--json");
  expect(watched.code).toBe(1);
  expect(watched.stdout).toContain('"code":"stopped-by-user"');
});

test("--no-wait leaves as soon as Claude Code has the question, and when it waits in line says who asks it", async () => {
  const { start, run, modulePath, dir } = await fakeCommandLine(GATED);
  const env = { SWITCHBOARD_MAX_RUNS: "1" };
  const first = await start(["ask", modulePath, "first", "--no-wait"], { env }).ended;
  expect(first).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^message [0-9a-f-]{36}\nthread [0-9a-f-]{36}\n$/),
  });
  expect(first.stderr).toContain("Claude Code has the question");
  const second = await start(["ask", modulePath, "second", "--no-wait", "--json"], { env }).ended;
  expect(second.stderr).toMatch(/waits in line \(place 1\)\. The next Switchboard process with room asks it/);
  writeFileSync(path.join(dir, "GO"), "");
  const watched = await run("watch", JSON.parse(second.stdout).threadId);
  expect(watched).toEqual({ code: 0, stdout: "0 xx\n", stderr: "" });
  expect(await run("watch", first.stdout.slice("message ".length, 20))).toMatchObject({ code: 0 });
});

test("--no-wait waits until Claude Code has taken a question that is larger than a pipe holds", async () => {
  const { start, modulePath, dir, claude } = await fakeCommandLine({ ...GATED, startup: [{ waitFor: "READ" }] });
  const input = "ö😀x".repeat(120_000);
  const run = start(["ask", modulePath, "--no-wait"], { input });
  await expect.poll(() => claude.spawns(), PATIENT).toHaveLength(1);
  expect(run.stdout()).toBe("");
  writeFileSync(path.join(dir, "READ"), "");
  expect(await run.ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^message /) });
  const [spawn] = await claude.spawns();
  expect(JSON.parse(spawn?.stdin[0] ?? "{}").message.content === input).toBe(true);
});
