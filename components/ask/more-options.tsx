"use client";
import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Field, type FieldError } from "../ui/field.tsx";
import { inputClass } from "../ui/input-class.ts";

export interface MoreOptionsProps {
  idPrefix: string;
  errorOf: (field: string) => FieldError | null;
}

/** What most questions do not need: a system prompt and a model. Never hidden while refused, or when a draft fills it. */
export function MoreOptions({ idPrefix, errorOf }: MoreOptionsProps) {
  const [wanted, setWanted] = useState(false);
  const systemPromptError = errorOf("systemPrompt");
  const modelError = errorOf("model");
  const refused = systemPromptError !== null || modelError !== null;
  const openWhenFilled = (event: FormEvent<HTMLDetailsElement>) => {
    const { target } = event;
    if ((target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) && target.value !== "") {
      setWanted(true);
    }
  };
  return (
    <details
      className="group"
      open={wanted || refused}
      onToggle={(event) => setWanted(event.currentTarget.open)}
      onInput={openWhenFilled}
    >
      <summary className="-ml-1 inline-flex h-7 select-none list-none items-center gap-1 rounded-md px-1 text-ink-muted text-small hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        More
      </summary>
      <div className="grid gap-4 pt-3">
        <Field
          id={`${idPrefix}-system-prompt`}
          label="System prompt"
          aside="optional"
          note="Added to what Claude Code is told before the question."
          error={systemPromptError}
        >
          {(input) => (
            <textarea
              {...input}
              name="systemPrompt"
              rows={2}
              className={clsx(inputClass, "field-sizing-content max-h-60 min-h-16 resize-y py-2")}
            />
          )}
        </Field>
        <Field id={`${idPrefix}-model`} label="Model" aside="optional" error={modelError}>
          {(input) => (
            <input
              {...input}
              name="model"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              placeholder="As Claude Code is set up"
              className={clsx(inputClass, "h-9 sm:h-8")}
            />
          )}
        </Field>
      </div>
    </details>
  );
}
