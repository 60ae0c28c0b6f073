import { isSwitchboardError } from "../lib/core/failure.ts";
import type { Message } from "../lib/core/message.ts";
import { isBusy } from "../lib/db/client.ts";
import { processingMessages } from "../lib/db/messages.ts";
import { jsonOf } from "../lib/queries/answer-json.ts";
import type { AnswerEvent } from "../lib/queries/answer-teller.ts";
import { watchAnswer } from "../lib/queries/watch-answer.ts";
import { aboutAnswer } from "./about-answer.ts";
import { EXIT } from "./exit-codes.ts";
import { linePrinter } from "./line-printer.ts";
import type { Session } from "./session.ts";
import { shortId } from "./words.ts";

/** How often new answers are looked for, in milliseconds. */
const LOOK_MS = 200;

/** Prints everything that is being answered, until the command is to leave. */
export async function watchAll(session: Session, json: boolean): Promise<number> {
  const { engine, leaving } = session;
  const watched = new Map<string, Promise<void>>();
  /** What stands before the lines of those that have not ended, by message. */
  const labels = new Map<string, string>();
  const begin = ({ messageId, module }: Message) => {
    const isTaken = [...labels.values()].includes(module);
    const label = isTaken ? `${module} ${shortId(messageId)}` : module;
    labels.set(messageId, label);
    return watchOne(session, messageId, label, json).finally(() => labels.delete(messageId));
  };
  await new Promise<void>((resolve, reject) => {
    const look = () => {
      try {
        for (const message of processingMessages(engine.store.db)) {
          if (watched.has(message.messageId)) continue;
          const done = begin(message);
          watched.set(message.messageId, done);
          done.catch(reject);
        }
      } catch (error) {
        if (!isBusy(error)) reject(error);
      }
    };
    const timer = setInterval(look, LOOK_MS);
    const end = () => {
      clearInterval(timer);
      resolve();
    };
    if (leaving.aborted) return end();
    leaving.addEventListener("abort", end);
    look();
  });
  await Promise.all(watched.values());
  return EXIT.complete;
}

async function watchOne(session: Session, messageId: string, label: string, json: boolean): Promise<void> {
  const { engine, out, leaving } = session;
  const about = aboutAnswer(engine, messageId);
  const lines = linePrinter(session, label);
  const print = (event: AnswerEvent) =>
    json ? out.write(`${JSON.stringify(jsonOf(event, messageId))}\n`) : lines.print(event, about);
  if (json) await out.write(`${JSON.stringify({ type: "watching", ...about })}\n`);
  else await lines.begin(about);
  try {
    for await (const event of watchAnswer(engine, messageId, leaving)) await print(event);
  } catch (error) {
    if (!isSwitchboardError(error)) throw error; // else it was deleted
  }
}
