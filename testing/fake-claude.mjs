#!/usr/bin/env node
// A scripted stand-in of the claude executable, for faults and load that the real one does not show on demand. What it
// does is in a scenario (see fake-claude.ts): the file named by FAKE_CLAUDE_SCENARIO, else fake-claude.json in the
// folder named by FAKE_CLAUDE_DIR or beside the executable, because a launcher may pass on no such variables.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { controlAnswer, initLine, interruptedLines, resultLine, textMessage } from "./fake-claude-lines.mjs";

const sidecar = path.join(process.env.FAKE_CLAUDE_DIR ?? path.dirname(process.argv[1]), "fake-claude.json");
const read = (file) => (file && fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {});
const setup = read(sidecar);
const scenario = process.env.FAKE_CLAUDE_SCENARIO ? read(process.env.FAKE_CLAUDE_SCENARIO) : (setup.scenario ?? {});
const version = process.env.FAKE_CLAUDE_VERSION ?? setup.version ?? "2.1.197";
const logFile = process.env.FAKE_CLAUDE_LOG ?? setup.log;

function log(entry) {
  if (logFile) fs.appendFileSync(logFile, `${JSON.stringify({ pid: process.pid, ...entry })}\n`);
}

/** Prints lines, waiting while a slow reader has not taken what was printed before. */
async function print(...lines) {
  const text = lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("");
  if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once("drain", resolve));
}

/** Prints a message of n deltas at a rate, in batches; unless it is to stay open, settles it too. */
async function printDeltas({ deltas, size, perSecond = Number.POSITIVE_INFINITY, open = false }, stopped) {
  const message = textMessage();
  await print(...message.opening);
  const started = performance.now();
  let text = "";
  for (let sent = 0; sent < deltas && !stopped.aborted; ) {
    const due = Math.ceil(((performance.now() - started) / 1000) * perSecond);
    const batch = Math.min(deltas - sent, perSecond === Number.POSITIVE_INFINITY ? 100 : due - sent);
    const pieces = Array.from({ length: Math.max(0, batch) }, (_, at) => piece(sent + at, size));
    if (pieces.length > 0) await print(...pieces.map(message.delta));
    sent += pieces.length;
    text += pieces.join("");
    if (perSecond === Number.POSITIVE_INFINITY) await nextTurn();
    else await sleep(Math.min(20, 1000 / perSecond));
  }
  if (!open && !stopped.aborted) await print(...message.closing(text));
}

/** A delta that tells which one it is, so that a lost or doubled one shows. */
const piece = (at, size) => `${at} `.padEnd(size, "x").slice(0, size);

const STEPS = {
  line: ({ line }) => print(line),
  raw: ({ raw }) => void process.stdout.write(Buffer.from(raw, "base64")),
  init: () => print(initLine(version)),
  deltas: printDeltas,
  result: ({ result }) => print(resultLine(result)),
  sleep: ({ sleep: ms }, stopped) => sleep(ms, undefined, { signal: stopped }).catch(ignoreAbort),
  async waitFor({ waitFor }, stopped) {
    const file = path.resolve(path.dirname(sidecar), waitFor);
    while (!fs.existsSync(file) && !stopped.aborted) await sleep(10);
  },
  stderr: ({ stderr }) => void process.stderr.write(stderr),
  exit: ({ exit }) => process.exit(exit),
  kill: ({ kill }) => process.kill(process.pid, kill),
  grandchild({ grandchild }) {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], {
      detached: grandchild === "own-session", // as the real CLI does with each Bash tool
      stdio: "ignore",
    });
    log({ grandchild: child.pid });
  },
  hang: (_step, stopped) => new Promise((resolve) => stopped.addEventListener("abort", resolve, { once: true })),
};

function ignoreAbort(error) {
  if (error.name !== "AbortError") throw error;
}

async function perform(steps, stopped) {
  for (const step of steps) {
    if (stopped.aborted) return;
    const name = Object.keys(STEPS).find((known) => known in step);
    if (!name) throw new Error(`fake-claude knows no such step: ${JSON.stringify(step)}`);
    await STEPS[name](step, stopped);
  }
}

let turn = { stop: new AbortController(), done: Promise.resolve() };
let turns = 0;

async function takeLine(line) {
  log({ stdin: line });
  const message = JSON.parse(line);
  if (message.type === "user") {
    const steps = scenario.turns?.[Math.min(turns++, scenario.turns.length - 1)] ?? [];
    const stop = new AbortController();
    turn = { stop, done: turn.done.then(() => perform(steps, stop.signal)) };
  } else if (message.type === "control_request" && !scenario.ignoreControl) {
    await print(controlAnswer(message.request_id));
    if (message.request.subtype === "end_session") process.exit(0);
    if (message.request.subtype === "interrupt") await interrupt();
  }
}

async function interrupt() {
  turn.stop.abort();
  await turn.done;
  await print(...interruptedLines());
}

if (process.argv.includes("--version")) {
  console.log(`${version} (Claude Code)`);
} else {
  log({ argv: process.argv.slice(2), cwd: process.cwd(), env: Object.keys(process.env) });
  for (const signal of scenario.ignoreSignals ?? []) process.on(signal, () => log({ ignored: signal }));
  await perform(scenario.startup ?? [], turn.stop.signal);
  for await (const line of createInterface({ input: process.stdin })) if (line.trim()) await takeLine(line);
  await turn.done;
  // Like the real one: at the end of input it ends after its turn, whatever else still runs.
  process.exit(0);
}
