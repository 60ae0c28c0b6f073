"use client";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState, useTransition } from "react";
import { PromptField } from "../ask/prompt-field.tsx";
import { refuseTooLarge } from "../ask/refuse-too-large.ts";
import { Button } from "../ui/button.tsx";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Refusal } from "../ui/outcome.ts";
import type { MessageActions } from "./thread-actions.ts";
import { UnsavedQuestion } from "./unsaved-question.tsx";

export interface QuestionEditorProps {
  /** The answer that waits for the question. */
  messageId: string;
  /** The question as it is stored. */
  content: string;
  /** Whether it still waits: only then it can be changed. */
  waits: boolean;
  editQuery: MessageActions["editQuery"];
  /** Called with the new question when it was stored. */
  onSaved: (text: string) => void;
  onClose: (restoreFocus?: boolean) => void;
  /** The question as it is shown: stands here again when it can't be edited any more. */
  children: ReactNode;
}

/** Edits a question that waits in line. When it is asked meanwhile, what was typed is kept and offered. */
export function QuestionEditor({ messageId, content, waits, editQuery, ...on }: QuestionEditorProps) {
  const [text, setText] = useState(content);
  const { refusal, pending, save } = useSave(messageId, editQuery, on.onSaved);
  const field = useRef<HTMLTextAreaElement>(null);
  const tooLate = !pending && (!waits || refusal?.code === "query-begun");
  const changed = text !== content;
  const { onClose } = on;
  // The person has just asked for this field; the end is where one goes on.
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, []);
  useEffect(() => {
    if (tooLate && !changed) onClose();
  }, [tooLate, changed, onClose]);

  if (tooLate) {
    return (
      <>
        {on.children}
        {changed ? <UnsavedQuestion text={text} onClose={onClose} /> : null}
      </>
    );
  }
  const cancelOnEscape = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.nativeEvent.isComposing && !pending) onClose();
  };
  return (
    <form
      aria-label="Edit the question"
      className="grid grid-cols-[minmax(0,1fr)] gap-3"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!changed) onClose();
        else if (!pending) save(text);
      }}
      onKeyDown={cancelOnEscape}
    >
      <PromptField
        id={`question-of-${messageId}`}
        label="Question"
        ref={field}
        text={text}
        onText={setText}
        error={refusal}
        className="min-h-20!"
      />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p className="mr-auto text-fine text-ink-faint pointer-coarse:hidden">
          Ctrl or ⌘ with Enter saves, Esc cancels
        </p>
        <Button onClick={() => onClose()} disabled={pending}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" disabled={pending} className="min-w-20">
          {pending ? "Saving" : "Save"}
        </Button>
      </div>
    </form>
  );
}

function useSave(messageId: string, editQuery: MessageActions["editQuery"], onSaved: (text: string) => void) {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, startTransition] = useTransition();
  const save = (text: string) =>
    startTransition(async () => {
      const outcome = refuseTooLarge(text) ?? (await orUnreached(editQuery(messageId, text)));
      if (outcome.status === "refused") setRefusal(outcome);
      else onSaved(text);
    });
  return { refusal, pending, save };
}
