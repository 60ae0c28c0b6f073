#!/usr/bin/env node
// A scripted stand-in of the claude executable, for faults and load that the real one does not show on demand. What it
// does is in a scenario (see fake-claude.ts): the file named by FAKE_CLAUDE_SCENARIO, else fake-claude.json in the
// folder named by FAKE_CLAUDE_DIR or beside the executable, because a launcher may pass on no such variables.
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { controlAnswer, interruptedLines, sessionId } from "./fake-claude-lines.mjs";
import { keepStdout, Stdout } from "./fake-claude-output.mjs";
import { perform, print } from "./fake-claude-steps.mjs";

const folder = process.env.FAKE_CLAUDE_DIR ?? path.dirname(process.argv[1]);
const read = (file) => (file && fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {});
const setup = read(path.join(folder, "fake-claude.json"));
const scenario = process.env.FAKE_CLAUDE_SCENARIO ? read(process.env.FAKE_CLAUDE_SCENARIO) : (setup.scenario ?? {});
const version = process.env.FAKE_CLAUDE_VERSION ?? setup.version ?? "2.1.197";
const logFile = process.env.FAKE_CLAUDE_LOG ?? setup.log;

const appendTo = (file) => (entry) => fs.appendFileSync(file, `${JSON.stringify({ pid: process.pid, ...entry })}\n`);
const log = logFile ? appendTo(logFile) : () => {};
const isVersionCall = process.argv.includes("--version");
const spool = scenario.keepSpool && !isVersionCall ? keepStdout(path.join(folder, "spools")) : undefined;
const oracle = scenario.oracle ? appendTo(path.join(folder, "fake-claude-oracle.ndjson")) : null;
const out = new Stdout(oracle, spool);

// The real one starts our MCP server, which tells when its tools are known.
const mcpConfig = process.argv[process.argv.indexOf("--mcp-config") + 1];
if (process.argv.includes("--mcp-config")) fs.writeFileSync(path.join(path.dirname(mcpConfig), "mcp-ready"), "");

/** What steps need to know. */
const contextOf = (stopped) => ({ out, stopped, log, folder, version });

let turn = { stop: new AbortController(), done: Promise.resolve() };
let turns = 0;

/** What to do for a question: what it says itself after the word STEPS, where that is allowed; else what is planned. */
function stepsFor(question) {
  const planned = scenario.turns?.[Math.min(turns, scenario.turns.length - 1)] ?? [];
  const [, written] = scenario.promptSteps ? question.split("STEPS ") : [];
  return written ? JSON.parse(written) : planned;
}

async function playTurn(number, question, steps, stopped) {
  out.beginTurn(number, question);
  await perform(steps, contextOf(stopped));
  if (!stopped.aborted) out.endTurn();
}

async function takeLine(line) {
  log({ stdin: line });
  const message = JSON.parse(line);
  if (message.type === "user") {
    const question = questionOf(message);
    const steps = stepsFor(question);
    const number = turns++;
    const stop = new AbortController();
    turn = { stop, done: turn.done.then(() => playTurn(number, question, steps, stop.signal)) };
  } else if (message.type === "control_request" && !scenario.ignoreControl) {
    await print(out, controlAnswer(message.request_id));
    if (message.request.subtype === "end_session") process.exit(0);
    if (message.request.subtype === "interrupt") await interrupt();
  }
}

function questionOf({ message }) {
  const { content } = message ?? {};
  return typeof content === "string" ? content : (content ?? []).map((block) => block.text ?? "").join("");
}

async function interrupt() {
  turn.stop.abort();
  await turn.done;
  await print(out, ...interruptedLines());
}

/** Leaves what the real CLI leaves of a session, so that it can be resumed. */
function keepTranscript() {
  const config = process.env.CLAUDE_CONFIG_DIR ?? path.join(process.env.HOME ?? folder, ".claude");
  const projects = path.join(config, "projects", "fake");
  fs.mkdirSync(projects, { recursive: true });
  fs.appendFileSync(path.join(projects, `${sessionId}.jsonl`), "{}\n");
}

if (isVersionCall) {
  console.log(`${version} (Claude Code)`);
} else {
  log({ argv: process.argv.slice(2), cwd: process.cwd(), env: Object.keys(process.env) });
  for (const signal of scenario.ignoreSignals ?? []) process.on(signal, () => log({ ignored: signal }));
  if (scenario.transcript) keepTranscript();
  await perform(scenario.startup ?? [], contextOf(turn.stop.signal));
  for await (const line of createInterface({ input: process.stdin })) if (line.trim()) await takeLine(line);
  await turn.done;
  // Like the real one: at the end of input it ends after its turn, whatever else still runs.
  process.exit(0);
}
