"use client";
import clsx from "clsx";
import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { SUMMARY_WORDS } from "@/lib/core/fan-out.ts";
import type { Module } from "@/lib/core/message.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { inputClass } from "../ui/input-class.ts";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Outcome, Refusal } from "../ui/outcome.ts";
import { SectionHeading } from "../ui/section-heading.tsx";
import { sendOnModifiedEnter } from "../ui/send-on-enter.ts";

export type AskForSummary = (fanOutId: string, modulePath: string, prompt: string) => Promise<Outcome>;

export interface SummaryFormProps {
  fanOutId: string;
  modules: readonly Pick<Module, "name" | "path">[];
  askForSummary: AskForSummary;
}

/** Asks a module about the answers that are complete. */
export function SummaryForm({ fanOutId, modules, askForSummary }: SummaryFormProps) {
  const router = useRouter();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    start(async () => {
      const outcome = await orUnreached(askForSummary(fanOutId, text("modulePath"), text("prompt")));
      setRefusal(outcome.status === "refused" ? outcome : null);
      if (outcome.status === "done") router.refresh();
    });
  };
  const error = refusal ? { message: refusal.message, hint: refusal.hint } : null;
  return (
    <form onSubmit={submit} aria-label="Summarise" className="grid max-w-prose gap-4 border-line border-t pt-5">
      <SectionHeading id="summarise">Summary</SectionHeading>
      <Field id="summary-module" label="By which module">
        {(input) => (
          <select {...input} name="modulePath" className={clsx(inputClass, "h-9 py-0 sm:h-8")}>
            {modules.map(({ name, path }) => (
              <option key={path} value={path}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        id="summary-prompt"
        label="Question"
        note="The answers that are complete are quoted below it."
        error={error}
      >
        {(input) => (
          <textarea
            {...input}
            name="prompt"
            onKeyDown={sendOnModifiedEnter}
            rows={3}
            defaultValue={SUMMARY_WORDS}
            className={clsx(inputClass, "field-sizing-content max-h-60 min-h-20 resize-y py-2")}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" disabled={pending} className="justify-self-end">
        {pending ? "Asking" : "Summarise"}
      </Button>
    </form>
  );
}
