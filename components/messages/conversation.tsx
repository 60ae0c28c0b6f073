import type { MessageView } from "@/lib/core/message.ts";
import { AnswerMessage } from "./answer-message.tsx";
import { messageAnchor } from "./message-words.ts";
import { OtherMessage } from "./other-message.tsx";
import { QuestionMessage } from "./question-message.tsx";
import type { MessageActions } from "./thread-actions.ts";

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
  if (messages.length === 0) return <p className="py-8 text-ink-faint text-small">Nothing was said in this thread.</p>;
  return messages.map((message, index) => {
    const props = {
      message,
      targeted: target === messageAnchor(message.messageId),
      skippable: messages.length >= LONG_THREAD && index < messages.length - 2 && message.status !== "processing",
    };
    switch (message.type) {
      case "question":
        return <QuestionMessage key={message.messageId} {...props} />;
      case "response":
        return <AnswerMessage key={message.messageId} {...props} actions={actions} />;
      default:
        return <OtherMessage key={message.messageId} {...props} />;
    }
  });
}
