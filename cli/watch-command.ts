import { findAnswer } from "../lib/queries/find-answer.ts";
import { tend } from "../lib/queries/tend.ts";
import { aboutAnswer } from "./about-answer.ts";
import { COMMON_HELP, readArguments, usageError } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { follow } from "./follow.ts";
import { openSession } from "./session.ts";
import { watchAll } from "./watch-all.ts";

export const help = `switchboard watch [ID] [options] — follows an answer until it ends, or all that are being written

  ID             of a message, or of a thread (its newest answer); the first 6 characters or more are enough.
                 Without one, everything that is being answered is followed, each line after its module's name,
                 until Ctrl-C

  --json         one JSON object a line for each thing that happens
  --stream       text at once although stdout is no terminal; what is withdrawn stays printed, and is told
${COMMON_HELP}

It helps while it runs: it launches questions that wait, and takes up answers whose process is gone.
Ctrl-C leaves; the answers go on. Exit codes: 0 complete, 1 failed, 2 not understood, 3 refused, 130 left by Ctrl-C.

  switchboard watch
  switchboard watch 1a2b3c4d --json | jq -r 'select(.type == "text").text'`;

/** How often the runs of all are looked after, in milliseconds. */
const TEND_MS = 2_000;

/** Watches answers. @returns the exit code */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    json: { type: "boolean", default: false },
    stream: { type: "boolean", default: false },
  });
  if (values.help) {
    console.log(help);
    return EXIT.complete;
  }
  const [id, ...more] = positionals;
  if (more.length > 0) throw usageError(`“${more.join(" ")}” is too much.`, { hint: "Give one id, or none for all." });
  const session = await openSession(values);
  const { engine, out, screen } = session;
  const messageId = id === undefined ? null : findAnswer(engine.store.db, id);
  session.takeSignals();
  tend(engine);
  const timer = setInterval(() => tend(engine), TEND_MS);
  try {
    if (messageId === null) return await session.end(await watchAll(session, values.json));
    const about = aboutAnswer(engine, messageId);
    if (values.json) await out.write(`${JSON.stringify({ type: "watching", ...about })}\n`);
    else await screen.note(`${about.module}: ${about.question ?? "an answer without a question"}`);
    return await session.end(await follow(session, about, { ...values, quiet: false }));
  } finally {
    clearInterval(timer);
  }
}
