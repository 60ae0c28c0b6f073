import { CHAIN_FIELDS, limitFields } from "../lib/core/ask-input.ts";
import { isSwitchboardError } from "../lib/core/failure.ts";
import { listModules } from "../lib/db/modules.ts";
import { findRunOf } from "../lib/db/runs.ts";
import { processEnvironment } from "../lib/env.ts";
import { askModule, type StartedQuery } from "../lib/queries/ask-module.ts";
import { findThreadId } from "../lib/queries/find-answer.ts";
import { handOver } from "../lib/queries/hand-over.ts";
import { stopQuery } from "../lib/queries/stop-query.ts";
import { readTrust } from "../lib/queries/trust.ts";
import { askingRun } from "../lib/queries/who-asks.ts";
import { COMMON_HELP, readArguments, usageError } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { type FollowOptions, follow } from "./follow.ts";
import { moduleFrom } from "./module-argument.ts";
import { readQuestion } from "./question.ts";
import { failureWords } from "./run-words.ts";
import { openSession, type Session } from "./session.ts";
import { shortId } from "./words.ts";

export const help = `switchboard ask MODULE ["QUESTION"] [options] — asks a module, and prints its answer as it comes

  MODULE         a directory (., ../inventory, ~/code/inventory), or the name of a module that was asked before
  QUESTION       - or none reads it from stdin; put -- before one that begins with a dash

  --thread ID            goes on in this thread (its id, or the first 6 characters or more of it)
  --model NAME           a model's name or alias, such as sonnet
  --system-prompt TEXT   added to Claude Code's own
  --profile NAME         what Claude may do: read (default), settings, edit or full
  --max-turns N          at most so many turns; 0 sets no limit
  --max-budget USD       at most so many dollars, such as 0.50; 0 sets no limit
  --max-seconds N        at most so many seconds; 0 sets no limit but that of all
  --asks                 lets it ask other modules
  --chain-budget USD     what it and all that is asked for it may cost together
  --name NAME            the module's name; default: its known one, else the folder's
  --json                 one JSON object a line for each thing that happens
  --quiet                only the whole answer, at its end
  --stream               text at once although stdout is no terminal; what is withdrawn stays printed, and is told
  --no-wait              prints the ids and leaves as soon as Claude Code has the question, or it waits in line
${COMMON_HELP}

Ctrl-C stops the answer; a second one leaves at once. Ended otherwise (SIGTERM, | head), the answer goes on.
Exit codes: 0 complete, 1 failed, 2 not understood, 3 refused before anything was done, 130 stopped by Ctrl-C.

  switchboard ask . "Which formats do you export?"
  git diff | switchboard ask inventory --quiet > review.md
  switchboard ask inventory "And who reads them?" --thread 5e6f7a8b`;

const OPTIONS = {
  thread: { type: "string" },
  model: { type: "string" },
  "system-prompt": { type: "string" },
  profile: { type: "string" },
  "max-turns": { type: "string" },
  "max-budget": { type: "string" },
  "max-seconds": { type: "string" },
  asks: { type: "boolean" },
  "chain-budget": { type: "string" },
  name: { type: "string" },
  json: { type: "boolean", default: false },
  quiet: { type: "boolean", default: false },
  stream: { type: "boolean", default: false },
  "no-wait": { type: "boolean", default: false },
} as const;

/** Asks a module. @returns the exit code */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, OPTIONS);
  if (values.help) {
    console.log(help);
    return EXIT.complete;
  }
  const [word, given, ...more] = positionals;
  if (word === undefined) {
    throw usageError("There is no module to ask.", { hint: 'For example: switchboard ask . "Which formats?"' });
  }
  if (more.length > 0) {
    throw usageError(`“${more[0]}” is too much.`, { hint: "Put the whole question between quotes." });
  }
  const ways = (["json", "quiet", "stream"] as const).filter((way) => values[way]);
  if (ways.length > 1) throw usageError(`--${ways.join(" and --")} don't go together.`, { hint: "Choose one." });
  const limits = limitsFrom(values);
  const session = await openSession(values);
  const { engine } = session;
  const { db } = engine.store;
  const module = moduleFrom(word, [...listModules(db), ...engine.env.demoModules]);
  const threadId = values.thread === undefined ? undefined : findThreadId(db, values.thread);
  const prompt = await readQuestion(given, process.stdin);
  const asked = await askModule(
    {
      ...{ modulePath: module.modulePath, moduleName: values.name ?? module.moduleName, prompt, threadId },
      ...{ model: values.model, systemPrompt: values["system-prompt"], ...limits },
      ...{ asker: askingRun(db, processEnvironment().SWITCHBOARD_RUN), awaited: !values["no-wait"] },
    },
    engine,
  );
  if (!values.json && !values.quiet && (await readTrust(module.modulePath, engine)).state !== "trusted") {
    await session.screen.note(`Not trusted: asked without what its directory brings (switchboard trust ${word}).`);
  }
  if (values["no-wait"]) return session.end(await leaveIt(session, asked, values));
  return session.end(await awaitAnswer(session, asked, values));
}

interface LimitWords {
  profile?: string;
  "max-turns"?: string;
  "max-budget"?: string;
  "max-seconds"?: string;
  "chain-budget"?: string;
  asks?: boolean;
}

/** @throws SwitchboardError input-invalid, of the option at fault */
function limitsFrom(values: LimitWords) {
  const parsed = limitFields.extend(CHAIN_FIELDS).safeParse({
    ...{ profile: values.profile, maxTurns: values["max-turns"], maxBudgetUsd: values["max-budget"] },
    ...{ maxSeconds: values["max-seconds"], chainBudgetUsd: values["chain-budget"] },
  });
  if (parsed.success) return { ...parsed.data, ...(values.asks && { asks: true }) };
  const [issue] = parsed.error.issues;
  throw usageError(issue?.message ?? "This can't be read.", { hint: "switchboard help ask shows what can be said." });
}

async function awaitAnswer(session: Session, asked: StartedQuery, options: FollowOptions): Promise<number> {
  let isStopped = false;
  session.takeSignals(() => {
    isStopped = true;
    void session.screen.note("Stopping the answer. Ctrl-C again leaves at once.");
    stopQuery(asked.messageId, session.engine).catch((error: unknown) => {
      if (!isSwitchboardError(error)) console.error(error); // else it has ended by itself just now
    });
  });
  if (options.json) await session.out.write(`${askedLine(asked)}\n`);
  const code = await follow(session, asked, options);
  return isStopped && code !== EXIT.complete ? EXIT.interrupted : code;
}

function askedLine({ threadId, questionId, messageId, runId }: StartedQuery): string {
  return JSON.stringify({ type: "asked", threadId, questionId, messageId, runId });
}

/** Waits only until someone else can go on with the question. */
async function leaveIt(session: Session, asked: StartedQuery, { json }: FollowOptions): Promise<number> {
  const { out, screen, engine } = session;
  const { messageId, threadId } = asked;
  session.takeSignals();
  await handOver(engine, HAND_OVER_MS);
  await out.write(json ? `${askedLine(asked)}\n` : `message ${messageId}\nthread ${threadId}\n`);
  const run = findRunOf(engine.store.db, messageId);
  if (run?.state === "ended" && run.failure) {
    await screen.say(failureWords(run.failure));
    return EXIT.failed;
  }
  const watch = `switchboard watch ${shortId(messageId)}`;
  await screen.say(
    run?.state === "queued"
      ? `It waits in line (place ${run.queuePosition}). The next Switchboard process with room asks it: a dashboard, or ${watch}.`
      : `Claude Code has the question. A Switchboard process takes up the answer: a dashboard, or ${watch}.`,
  );
  return EXIT.complete;
}

/** How long the start of Claude Code may take, in milliseconds. */
const HAND_OVER_MS = 60_000;
