"use client";
import { useEffect, useRef } from "react";
import { fillField } from "../ask/form-values.ts";
import { CopyButton } from "../markdown/copy-button.tsx";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { FOLLOW_UP_ID } from "./message-words.ts";

export interface UnsavedQuestionProps {
  text: string;
  onClose: (restoreFocus?: boolean) => void;
}

/** What was typed into a question that was asked meanwhile, and where it can go. */
export function UnsavedQuestion({ text, onClose }: UnsavedQuestionProps) {
  const place = useRef<HTMLDivElement>(null);
  // The field that had the focus is gone. Not a button: whoever still types must not press it.
  useEffect(() => place.current?.focus({ preventScroll: true }), []);
  const askNext = () => {
    const field = document.getElementById(FOLLOW_UP_ID);
    if (!(field instanceof HTMLTextAreaElement)) return;
    fillField(field, field.value.trim() === "" ? text : `${field.value}\n\n${text}`);
    onClose(false);
    field.focus();
  };
  return (
    <div ref={place} tabIndex={-1} className="mt-3 outline-none">
      <Notice
        tone="warn"
        role="alert"
        title="This question waits no longer, so your change was not saved."
        actions={
          <>
            <Button size="small" onClick={askNext}>
              Move it to the next question
            </Button>
            <Button size="small" variant="quiet" onClick={() => onClose()}>
              Discard it
            </Button>
          </>
        }
      >
        <div className="mt-1 flex items-start gap-2 rounded-md border border-line bg-surface py-2 pr-2 pl-3">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, also by keys */}
          <p tabIndex={0} className="max-h-40 min-w-0 flex-1 overflow-y-auto whitespace-pre-wrap text-ink">
            {text}
          </p>
          <CopyButton label="Copy what you had typed" text={text} />
        </div>
      </Notice>
    </div>
  );
}
