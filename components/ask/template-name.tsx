"use client";
import clsx from "clsx";
import { type KeyboardEvent, useId, useRef } from "react";
import { Button } from "../ui/button.tsx";
import { inputClass } from "../ui/input-class.ts";

export interface TemplateNameProps {
  label: string;
  action: string;
  pending: boolean;
  initial?: string;
  /** `done` is to be called when the name was taken. */
  onName: (name: string, done: () => void) => void;
  onClose?: () => void;
}

/** A name, and the button that gives it. No form: it stands within the one that asks. */
export function TemplateName({ label, action, pending, initial = "", onName, onClose }: TemplateNameProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const give = () => {
    const { current } = field;
    if (!current || pending) return;
    onName(current.value, () => {
      current.value = "";
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      give();
    } else if (event.key === "Escape" && onClose) {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-2 px-1">
      <label htmlFor={id} className="text-fine text-ink-faint">
        {label}
      </label>
      <input
        ref={field}
        id={id}
        defaultValue={initial}
        maxLength={80}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: the person has just asked for this field
        autoFocus={onClose !== undefined}
        // What is typed here is no part of the question's draft.
        onInput={(event) => event.stopPropagation()}
        onKeyDown={onKeyDown}
        className={clsx(inputClass, "h-8 w-auto flex-1 basis-32 sm:h-7 sm:text-small")}
      />
      <Button size="small" disabled={pending} onClick={give}>
        {action}
      </Button>
    </div>
  );
}
