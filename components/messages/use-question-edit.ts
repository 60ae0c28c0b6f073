"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { MessageView } from "@/lib/core/message.ts";
import { editButtonId, messageAnchor } from "./message-words.ts";

/** The question that is being edited, and the answer that waits for it. */
export interface EditedQuestion {
  questionId: string;
  messageId: string;
}

/** Which question of a thread is being edited: one at a time. */
export function useQuestionEdit() {
  const [edited, setEdited] = useState<EditedQuestion | null>(null);
  const latest = useRef<EditedQuestion | null>(null);
  const focusNext = useRef<string | null>(null);

  const edit = useCallback((question: EditedQuestion | null) => {
    latest.current = question;
    setEdited(question);
  }, []);
  const open = useCallback(
    ({ run, messageId }: MessageView) => {
      if (run) edit({ questionId: run.questionId, messageId });
    },
    [edit],
  );
  /** @param restoreFocus false when the focus has somewhere else to go */
  const close = useCallback(
    (restoreFocus = true) => {
      focusNext.current = restoreFocus ? (latest.current?.messageId ?? null) : null;
      edit(null);
    },
    [edit],
  );

  // The button that opened the editor can take the focus again once the editor is gone; or it is gone itself by then.
  useEffect(() => {
    const messageId = focusNext.current;
    if (edited || messageId === null) return;
    focusNext.current = null;
    const button = document.getElementById(editButtonId(messageId));
    (button ?? document.getElementById(messageAnchor(messageId)))?.focus({ preventScroll: true });
  }, [edited]);

  return { edited, open, close };
}
