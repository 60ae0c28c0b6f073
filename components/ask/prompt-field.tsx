"use client";
import clsx from "clsx";
import type { KeyboardEvent, Ref } from "react";
import { Field, type FieldError } from "../ui/field.tsx";
import { inputClass } from "../ui/input-class.ts";

export interface PromptFieldProps {
  id: string;
  label: string;
  placeholder?: string;
  error: FieldError | null;
  className?: string;
  /** What stands in it, for whoever keeps that; else it keeps it by itself. */
  text?: string;
  onText?: (text: string) => void;
  ref?: Ref<HTMLTextAreaElement>;
}

/** Where a question is written. It grows with what is typed; Ctrl or Cmd with Enter sends. */
export function PromptField({ id, label, placeholder, error, className, text, onText, ref }: PromptFieldProps) {
  return (
    <Field id={id} label={label} error={error}>
      {(input) => (
        <textarea
          {...input}
          ref={ref}
          name="prompt"
          value={text}
          onChange={onText && ((event) => onText(event.currentTarget.value))}
          rows={4}
          placeholder={placeholder}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          onKeyDown={sendOnModifiedEnter}
          className={clsx(
            inputClass,
            "field-sizing-content max-h-[45dvh] min-h-28 resize-y py-2 leading-[1.375rem]",
            className,
          )}
        />
      )}
    </Field>
  );
}

function sendOnModifiedEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
