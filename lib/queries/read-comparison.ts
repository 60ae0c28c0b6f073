import { SwitchboardError } from "../core/failure.ts";
import type { Message, Run } from "../core/message.ts";
import type { Hit } from "../core/search-result.ts";
import { findMessage, requireMessage } from "../db/messages.ts";
import { findRunOf } from "../db/runs.ts";
import { readThreadWindow } from "../db/thread-window.ts";
import { findThread } from "../db/threads.ts";
import { type Engine, getEngine } from "./engine.ts";

/** An answer to compare with another one. */
export interface ComparedAnswer {
  message: Message;
  run: Run | null;
  /** What was asked; null when that isn't known. */
  question: string | null;
  threadTitle: string | null;
}

/** An answer that one can be compared with. */
export interface OtherAnswer extends Pick<Hit, "messageId" | "threadId" | "module" | "status" | "timestamp"> {
  question: string | null;
}

/** @throws SwitchboardError message-unknown, input-invalid when it is no answer */
export async function readComparedAnswer(messageId: string, engine?: Engine): Promise<ComparedAnswer> {
  const { db } = (engine ?? (await getEngine())).store;
  const message = requireMessage(db, messageId);
  if (message.type !== "response") {
    throw new SwitchboardError("input-invalid", `Message ${messageId} is no answer, so it can't be compared.`, {
      hint: "Open a thread, and choose Compare with in the menu of an answer.",
      field: "messageId",
    });
  }
  const run = findRunOf(db, messageId);
  const question = run ? findMessage(db, run.questionId) : null;
  const thread = findThread(db, message.threadId);
  return { message, run, question: question?.content ?? null, threadTitle: thread?.title ?? null };
}

/** How much of a thread is looked at for answers to compare one with. */
const NEAR = { messages: 60, cost: 1_000_000 };

/** The other answers of its thread that have ended, those nearest to it; to the same question first. */
export async function readOtherAnswers(to: ComparedAnswer, engine?: Engine): Promise<OtherAnswer[]> {
  const { db } = (engine ?? (await getEngine())).store;
  const { threadId, messageId } = to.message;
  const window = readThreadWindow(db, threadId, { at: "around", messageId }, NEAR);
  const messages = window?.messages ?? [];
  const asked = new Map(messages.map((message) => [message.messageId, message.content]));
  const others = messages.filter(
    ({ type, status, messageId: id }) => type === "response" && status !== "processing" && id !== messageId,
  );
  const answers = others.toReversed().map(({ run, ...message }): OtherAnswer => {
    const { threadId: thread, messageId: id, module, status, timestamp } = message;
    return {
      threadId: thread,
      messageId: id,
      module,
      status,
      timestamp,
      question: asked.get(run?.questionId ?? "") ?? null,
    };
  });
  const isSame = ({ question }: OtherAnswer) => question !== null && question === to.question;
  return [...answers.filter(isSame), ...answers.filter((answer) => !isSame(answer))];
}
