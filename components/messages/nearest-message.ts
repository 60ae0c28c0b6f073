import type { MessageView } from "@/lib/core/message.ts";

type Messages = readonly MessageView[];

/**
 * The next question after a message, or the one before it; of an answer that is read, the one before is its own.
 * @param here null is the end of the thread
 */
export function nextQuestion(messages: Messages, here: string | null, by: 1 | -1): MessageView | null {
  const found = messages.findIndex(({ messageId }) => messageId === here);
  const at = found === -1 ? messages.length : found;
  const isQuestion = ({ type }: MessageView) => type === "question";
  const next = by === 1 ? messages.slice(at + 1).find(isQuestion) : messages.slice(0, at).findLast(isQuestion);
  return next ?? null;
}

/** The answer that one reads: that message, else the next answer after it, else the last one. */
export function nearestAnswer(messages: Messages, here: string | null): MessageView | null {
  const isAnswer = ({ type }: MessageView) => type === "response";
  const at = messages.findIndex(({ messageId }) => messageId === here);
  const next = at === -1 ? undefined : messages.slice(at).find(isAnswer);
  return next ?? messages.findLast(isAnswer) ?? null;
}
