"use client";
import { Fragment, type ReactNode, useRef } from "react";
import type { ThreadWindow, WindowMessage } from "@/lib/core/thread-window.ts";
import { AnswerMessage } from "./answer-message.tsx";
import { isQueued } from "./answer-state.ts";
import { askedBelow } from "./asked-below.ts";
import { FoldsContext } from "./blocks/folds.ts";
import { earlierAnswer } from "./message-acts.ts";
import { heightsOf } from "./opening-range.ts";
import { OtherMessage } from "./other-message.tsx";
import { QuestionMessage } from "./question-message.tsx";
import { waitsForEarlier } from "./queue-words.ts";
import { slotsOf } from "./shown-range.ts";
import type { MessageActions } from "./thread-actions.ts";
import { useFolds } from "./use-folds.ts";
import { useQuestionEdit } from "./use-question-edit.ts";
import type { Reading } from "./use-reading.ts";

export interface ConversationProps {
  view: ThreadWindow;
  /** The message that the address names. */
  target: string | null;
  reading: Pick<Reading, "range" | "heights">;
  actions: MessageActions;
}

/** The messages of a thread in order, each in the way of its type. Of a long thread those near the window. */
export function Conversation({ view, target, reading: { range, heights }, actions }: ConversationProps) {
  const { messages, before, after } = view;
  const edit = useQuestionEdit();
  const folds = useFolds(range !== null, target);
  const focused = useRef<string | null>(null);
  if (messages.length === 0) return <p className="py-8 text-ink-faint text-small">Nothing was said in this thread.</p>;
  // What is edited or has the focus is not taken from the reader when it is scrolled away.
  const kept = new Set([edit.edited?.messageId, edit.edited?.questionId, focused.current].filter((id) => id != null));
  const size = before + messages.length + after;
  return (
    <FoldsContext value={folds}>
      <div
        data-messages
        role="feed"
        aria-label="Messages"
        onFocus={({ target: element }) => {
          focused.current = element.closest<HTMLElement>("article[data-message]")?.dataset.message ?? null;
        }}
      >
        {slotsOf(heightsOf(messages, heights), range, kept).map((slot) => {
          if (slot.type === "gap") return <div key={`gap ${slot.before}`} data-gap style={{ height: slot.height }} />;
          const message = messages[slot.index];
          if (!message) return null;
          const place = { position: before + slot.index + 1, size };
          return (
            <Fragment key={message.messageId}>
              {messageElement(message, messages, { ...place, targeted: target === message.messageId }, actions, edit)}
            </Fragment>
          );
        })}
      </div>
    </FoldsContext>
  );
}

interface Standing {
  position: number;
  size: number;
  targeted: boolean;
}

function messageElement(
  message: WindowMessage,
  messages: readonly WindowMessage[],
  standing: Standing,
  actions: MessageActions,
  { edited, open, close }: ReturnType<typeof useQuestionEdit>,
): ReactNode {
  const props = { message, ...standing };
  if (message.type === "question") {
    const editedFor = edited?.questionId === message.messageId ? edited.messageId : null;
    const waiting = messages.find(({ messageId }) => messageId === editedFor);
    const waits = waiting !== undefined && isQueued(waiting);
    return <QuestionMessage {...props} {...{ editedFor, waits, editQuery: actions.editQuery, onClose: close }} />;
  }
  if (message.type === "response") {
    const afterEarlier = isQueued(message) && waitsForEarlier(message, messages);
    const editing = edited?.messageId === message.messageId;
    const earlierId = message.status === "processing" ? null : (earlierAnswer(message, messages)?.messageId ?? null);
    const asked = askedBelow(message, messages);
    return <AnswerMessage {...props} {...{ actions, afterEarlier, editing, onEdit: open, earlierId, asked }} />;
  }
  return <OtherMessage {...props} />;
}
