import { SwitchboardError } from "../core/failure.ts";
import { mentionedPaths } from "../core/file-mentions.ts";
import { isTerminal } from "../core/message.ts";
import type { Origin } from "../core/origin.ts";
import { type QuotedAnswer, quoteMetadata, withQuote } from "../core/quoted-answer.ts";
import { findMessage, requireMessage } from "../db/messages.ts";
import { findRunOf } from "../db/runs.ts";
import { askModule, type StartedQuery } from "./ask-module.ts";
import { type Engine, getEngine } from "./engine.ts";

/** A question to one module about an answer of another. */
export interface PassedOn {
  /** The answer. */
  messageId: string;
  modulePath: string;
  moduleName?: string | undefined;
  prompt: string;
}

/**
 * Asks a module with an answer as context, in a new thread: the question quotes the answer, and its metadata and the
 * thread's tell where that stands.
 * @throws SwitchboardError message-unknown, input-invalid when there is no answer to quote, and what askModule throws
 */
export async function passOnAnswer(input: PassedOn, engine?: Engine, by?: Origin): Promise<StartedQuery> {
  const used = engine ?? (await getEngine());
  const { db } = used.store;
  const message = requireMessage(db, input.messageId);
  const text = message.content.trim();
  if (!isTerminal(message.status) || text === "") {
    throw new SwitchboardError("input-invalid", "This answer has no final words that a question could quote.", {
      hint: "Wait until it is complete, or copy what is there into a question of your own.",
      field: "messageId",
    });
  }
  const run = findRunOf(db, message.messageId);
  const question = run ? (findMessage(db, run.questionId)?.content ?? null) : null;
  const source: QuotedAnswer = { threadId: message.threadId, messageId: message.messageId, module: message.module };
  return askModule(
    {
      modulePath: input.modulePath,
      ...(input.moduleName === undefined ? {} : { moduleName: input.moduleName }),
      prompt: withQuote(input.prompt, { ...source, question, text }),
      metadata: quoteMetadata(source),
      // The CLI would attach what the answer names as well.
      attaches: mentionedPaths(`${question ?? ""}\n${text}`).length === 0,
    },
    used,
    by,
  );
}
