// The things that the fake claude can do; fake-claude.ts says what each step means.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { text as textOf } from "node:stream/consumers";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { assistantLine, initLine, resultLine, textMessage } from "./fake-claude-lines.mjs";
import { ODD_LINES } from "./fake-claude-odd-lines.mjs";
import { Collected } from "./fake-claude-output.mjs";

/** Prints lines in one write. */
export function print(out, ...lines) {
  return out.write(lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join(""));
}

/** Prints a message of pieces at a rate, in batches; unless it is to stay open, settles it too. */
async function printPieces(count, pieceAt, { perSecond = Number.POSITIVE_INFINITY, open = false }, { out, stopped }) {
  const message = textMessage();
  await print(out, ...message.opening);
  const started = performance.now();
  let text = "";
  for (let sent = 0; sent < count && !stopped.aborted; ) {
    const due = Math.ceil(((performance.now() - started) / 1000) * perSecond);
    const batch = Math.min(count - sent, perSecond === Number.POSITIVE_INFINITY ? 100 : due - sent);
    const pieces = Array.from({ length: Math.max(0, batch) }, (_, at) => pieceAt(sent + at));
    if (pieces.length > 0) await print(out, ...pieces.map(message.delta));
    sent += pieces.length;
    text += pieces.join("");
    if (perSecond === Number.POSITIVE_INFINITY) await nextTurn();
    else await sleep(Math.min(20, 1000 / perSecond));
  }
  if (!open && !stopped.aborted) await print(out, ...message.closing(text));
}

/** A delta that tells which one it is, so that a lost or doubled one shows. */
function numbered(at, size, fill) {
  if (!fill) return `${at} `.padEnd(size, "x").slice(0, size);
  return `${at} ${fill.repeat(Math.max(0, size - `${at} `.length))}`;
}

async function printReshaped(step, context) {
  const { reshape, lineEnd = "\n", bom = false, cutEnd = 0, at = [], every, pauseMs = 0 } = step;
  const collected = new Collected();
  await perform(reshape, { ...context, out: collected });
  const lines = collected.whole().toString("latin1").replaceAll("\n", lineEnd);
  const whole = Buffer.concat([Buffer.from(bom ? "\ufeff" : ""), Buffer.from(lines, "latin1")]);
  const bytes = whole.subarray(0, whole.length - cutEnd);
  const steps = every ? Array.from({ length: Math.ceil(bytes.length / every) }, (_, index) => index * every) : at;
  const ends = [...steps.filter((end) => end > 0 && end < bytes.length), bytes.length].sort((a, b) => a - b);
  for (const [index, end] of ends.entries()) {
    await context.out.write(bytes.subarray(ends[index - 1] ?? 0, end));
    await (pauseMs > 0 ? sleep(pauseMs) : nextTurn());
  }
}

async function floodStderr(bytes) {
  const block = Buffer.from("warning: something is odd\n".repeat(2_500));
  for (let sent = 0; sent < bytes; sent += block.length) {
    const part = block.subarray(0, Math.min(block.length, bytes - sent));
    // Until it is out: what a slow reader has not taken would be lost at the exit.
    await new Promise((resolve) => process.stderr.write(part, resolve));
    await nextTurn();
  }
}

const LASTING = "exec sleep 1000000";
/** The shell ends at once, so that its child is given to process 1; it tells the child's pid before. */
const DOUBLE_FORK = `sh -c '${LASTING}' 3>&- & echo $! >&3`;

async function startGrandchild({ grandchild, holdsStdout = false, unmarked = false }, { log }) {
  const { SWITCHBOARD_RUN: _mark, ...unmarkedEnv } = process.env;
  const isDouble = grandchild === "double-fork";
  const child = spawn("/bin/sh", ["-c", isDouble ? DOUBLE_FORK : LASTING], {
    detached: grandchild !== "same-group", // a session of its own, as the real CLI gives each Bash tool
    stdio: ["ignore", holdsStdout ? "inherit" : "ignore", "ignore", isDouble ? "pipe" : "ignore"],
    env: unmarked ? unmarkedEnv : process.env,
  });
  log({ grandchild: isDouble ? Number(await textOf(child.stdio[3])) : child.pid });
}

const ASSISTANT = {
  text: assistantLine,
  unknown: (text) => ({ type: "brand_new_event", text }),
  garbage: (text) => text,
};

const STEPS = {
  line: ({ line }, { out }) => print(out, line),
  raw: ({ raw }, { out }) => out.write(Buffer.from(raw, "base64")),
  rawText: ({ rawText }, { out }) => out.write(rawText),
  odd: ({ odd }, { out }) => out.write(ODD_LINES[odd]),
  init: (_step, { out, version }) => print(out, initLine(version)),
  deltas: (step, context) => printPieces(step.deltas, (at) => numbered(at, step.size, step.fill), step, context),
  text(step, context) {
    const characters = Array.from(step.text);
    const { perDelta = 8 } = step;
    const piece = (at) => characters.slice(at * perDelta, (at + 1) * perDelta).join("");
    return printPieces(Math.ceil(characters.length / perDelta), piece, step, context);
  },
  pieces: (step, context) => printPieces(step.pieces.length, (at) => step.pieces[at], step, context),
  longLine: ({ longLine, as = "text" }, { out }) => print(out, ASSISTANT[as]("long ".repeat(Math.ceil(longLine / 5)))),
  reshape: printReshaped,
  result: ({ result }, { out }) => print(out, resultLine(result)),
  sleep: ({ sleep: ms }, { stopped }) => sleep(ms, undefined, { signal: stopped }).catch(ignoreAbort),
  async waitFor({ waitFor }, { stopped, folder }) {
    const file = path.resolve(folder, waitFor.replace("{module}", path.basename(process.cwd())));
    while (!fs.existsSync(file) && !stopped.aborted) await sleep(10);
  },
  stderr: ({ stderr }) => void process.stderr.write(stderr),
  stderrFlood: ({ stderrFlood, during = [] }, context) =>
    Promise.all([floodStderr(stderrFlood), perform(during, context)]),
  exit: ({ exit }) => process.exit(exit),
  kill: ({ kill }) => process.kill(process.pid, kill),
  killWithin({ killWithin, signal = "SIGKILL" }) {
    setTimeout(() => process.kill(process.pid, signal), Math.random() * killWithin).unref();
  },
  grandchild: startGrandchild,
  async hang(_step, { stopped }) {
    while (!stopped.aborted) await sleep(1_000_000, undefined, { signal: stopped }).catch(ignoreAbort);
  },
};

function ignoreAbort(error) {
  if (error.name !== "AbortError") throw error;
}

/** Does steps in order, until it is interrupted. */
export async function perform(steps, context) {
  for (const step of steps) {
    if (context.stopped.aborted) return;
    const name = Object.keys(STEPS).find((known) => known in step);
    if (!name) throw new Error(`fake-claude knows no such step: ${JSON.stringify(step)}`);
    await STEPS[name](step, context);
  }
}
