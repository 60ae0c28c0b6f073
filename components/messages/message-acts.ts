"use client";
import { createContext, use } from "react";
import type { MessageView } from "@/lib/core/message.ts";

/** What the menus and keys of a thread's messages need of its page; always the same object. */
export interface MessageActs {
  /** The messages that the page holds right now. */
  messages: () => readonly MessageView[];
  /** Asks the question of an answer once more. */
  askAgain: (answerId: string) => void;
  /** Opens the question of an answer in an editor, to be asked anew. */
  editAgain: (answer: MessageView) => void;
  /** Asks for another module, and a question to it that quotes the answer. */
  passOn: (answer: MessageView) => void;
  /** Copies a text; says what was copied, or why not. */
  copy: (text: string | Promise<string>, what: string) => void;
}

export const MessageActsContext = createContext<MessageActs | null>(null);

/** null outside of a thread's page. */
export function useMessageActs(): MessageActs | null {
  return use(MessageActsContext);
}

/** The question that an answer of a run belongs to, when the page holds it. */
export function questionOf(answer: MessageView, messages: readonly MessageView[]): MessageView | null {
  const id = answer.run?.questionId;
  return id ? (messages.find(({ messageId }) => messageId === id) ?? null) : null;
}

/** The answer of a run to a question, when the page holds it. */
export function answerOf(question: MessageView, messages: readonly MessageView[]): MessageView | null {
  return messages.find(({ run }) => run?.questionId === question.messageId) ?? null;
}

/** The last answer before this one to a question of the same words; null when it was not asked again. */
export function earlierAnswer(answer: MessageView, messages: readonly MessageView[]): MessageView | null {
  const asked = questionOf(answer, messages);
  if (!asked || asked.wholeSize !== undefined) return null;
  const before = messages.slice(0, messages.indexOf(answer));
  return (
    before.findLast((other) => {
      const question = other.status === "processing" ? null : questionOf(other, messages);
      return question !== null && question !== asked && question.content === asked.content;
    }) ?? null
  );
}
