"use client";
import type { MessageView } from "@/lib/core/message.ts";
import { AnswerMessage } from "./answer-message.tsx";
import { isQueued } from "./answer-state.ts";
import { messageAnchor } from "./message-words.ts";
import { OtherMessage } from "./other-message.tsx";
import { QuestionMessage } from "./question-message.tsx";
import { waitsForEarlier } from "./queue-words.ts";
import type { MessageActions } from "./thread-actions.ts";
import { useQuestionEdit } from "./use-question-edit.ts";

/** From so many messages on, those out of view are left to the browser to leave out. */
const LONG_THREAD = 12;

export interface ConversationProps {
  messages: readonly MessageView[];
  /** The element that the address names. */
  target: string | null;
  actions: MessageActions;
}

/** The messages of a thread in order, each in the way of its type. */
export function Conversation({ messages, target, actions }: ConversationProps) {
  const { edited, open, close } = useQuestionEdit();
  if (messages.length === 0) return <p className="py-8 text-ink-faint text-small">Nothing was said in this thread.</p>;
  const waiting = messages.find(({ messageId }) => messageId === edited?.messageId);
  return messages.map((message, index) => {
    const { messageId } = message;
    const props = {
      message,
      targeted: target === messageAnchor(messageId),
      skippable: messages.length >= LONG_THREAD && index < messages.length - 2 && message.status !== "processing",
    };
    if (message.type === "question") {
      const editedFor = edited?.questionId === messageId ? edited.messageId : null;
      const waits = editedFor !== null && waiting !== undefined && isQueued(waiting);
      return (
        <QuestionMessage
          key={messageId}
          {...props}
          {...{ editedFor, waits, editQuery: actions.editQuery, onClose: close }}
        />
      );
    }
    if (message.type === "response") {
      const afterEarlier = isQueued(message) && waitsForEarlier(message, messages);
      const editing = edited?.messageId === messageId;
      return <AnswerMessage key={messageId} {...props} {...{ actions, afterEarlier, editing, onEdit: open }} />;
    }
    return <OtherMessage key={messageId} {...props} />;
  });
}
