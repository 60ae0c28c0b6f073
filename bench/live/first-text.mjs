// How long the first text of an answer takes with the real CLI and the stand-in of the API: bare, through Switchboard,
// and for a follow-up. Alternating, so that what the machine does meanwhile meets all alike.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { claudeArgv, userLine } from "../../dist/lib/core/claude/argv.js";
import { openStore } from "../../dist/lib/db/store.js";
import { readEnv } from "../../dist/lib/env.js";
import { askModule } from "../../dist/lib/queries/ask-module.js";
import { createEngine } from "../../dist/lib/queries/engine.js";
import { endAllWarm } from "../../dist/lib/queries/keep-warm.js";
import { startMessagesApi } from "../../testing/messages-api/server.ts";
import { realClaude } from "../../testing/real-claude.ts";
import { table } from "../results.mjs";

const ROUNDS = 12;
const QUESTION = "SAY The first words.";

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** The CLI as a terminal would start it, its output read from a pipe. */
function bare(claude, cwd) {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const argv = claudeArgv({ sessionId: randomUUID(), resume: false, model: null, systemPromptFile: null });
    const child = spawn(claude.path, argv, { cwd, env: claude.env, stdio: ["pipe", "pipe", "ignore"] });
    child.stdin.write(userLine(QUESTION));
    let text = "";
    let first = null;
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
      if (first === null && text.includes("text_delta")) first = performance.now() - begun;
      if (text.includes('"type":"result"')) child.stdin.end();
    });
    child.once("error", reject);
    child.once("close", () => resolve(first));
  });
}

async function through(engine, modulePath, threadId) {
  const begun = performance.now();
  let first = null;
  const onChunk = () => {
    first ??= performance.now() - begun;
  };
  const query = await askModule({ prompt: QUESTION, modulePath, threadId, onChunk }, engine);
  const { status } = await query.done;
  if (status !== "complete") throw new Error(`The answer ended as ${status}.`);
  await engine.followers.get(query.messageId)?.gone;
  return { first, threadId: query.threadId };
}

export async function measureFirstText() {
  const dir = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "switchboard-bench-"));
  const api = await startMessagesApi();
  const claude = await realClaude(dir, api.url, { maxRetries: 1 });
  const modulePath = path.join(dir, "module");
  fs.mkdirSync(modulePath);
  const env = readEnv({ SWITCHBOARD_HOME: path.join(dir, "home"), SWITCHBOARD_CLAUDE: claude.path });
  const engine = createEngine(await openStore({ path: env.databasePath }), env, claude.env);
  const seen = { bare: [], cold: [], warm: [] };
  try {
    await bare(claude, modulePath); // the first start of a new configuration takes longer
    await through(engine, modulePath);
    for (let round = 0; round < ROUNDS; round++) {
      seen.bare.push(await bare(claude, modulePath));
      engine.stays = false;
      seen.cold.push((await through(engine, modulePath)).first);
      engine.stays = true;
      const { threadId } = await through(engine, modulePath);
      seen.warm.push((await through(engine, modulePath, threadId)).first);
      await endAllWarm(engine);
    }
  } finally {
    await engine.store.close();
    await api.close();
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  }
  const figure = (values) => `${median(values).toFixed(0)} ms`;
  const range = (values) => `${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)} ms`;
  const rows = [
    ["bare CLI, new process", figure(seen.bare), range(seen.bare), ""],
    ["through Switchboard, new process", figure(seen.cold), range(seen.cold), ""],
    ["… added", `${(median(seen.cold) - median(seen.bare)).toFixed(0)} ms`, "", "at most 50 ms"],
    ["follow-up, kept process", figure(seen.warm), range(seen.warm), "at most 150 ms"],
  ];
  return `The real CLI, from the question to the first text that is stored; ${ROUNDS} rounds, medians.

${table(["way", "first text after", "range", "goal"], rows)}
`;
}
