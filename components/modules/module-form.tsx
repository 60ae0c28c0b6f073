"use client";
import { type FormEvent, useEffect, useRef, useState, useTransition } from "react";
import type { Module } from "@/lib/core/message.ts";
import { Button } from "../ui/button.tsx";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Refusal } from "../ui/outcome.ts";
import { RefusalNotice } from "../ui/refusal-notice.tsx";
import type { ModuleActions } from "./module-actions.ts";
import { ModuleFields } from "./module-fields.tsx";

export interface ModuleFormProps {
  module: Module;
  changeModule: ModuleActions["changeModule"];
  onSaved: () => void;
  onClose: () => void;
}

const FIELDS = [
  ...["path", "description", "capabilities", "dataTypes", "systemPrompt", "model", "profile", "asks"],
  ...["maxTurns", "maxBudgetUsd", "maxSeconds"],
];

/** What a module says of itself. A refusal keeps what was typed, and leads to the field at fault. */
export function ModuleForm({ module, changeModule, onSaved, onClose }: ModuleFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, startTransition] = useTransition();
  useEffect(() => form.current?.querySelector("textarea")?.focus(), []);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const fields = Object.fromEntries(FIELDS.map((name) => [name, String(data.get(name) ?? "")]));
    startTransition(async () => {
      const outcome = await orUnreached(changeModule(module.name, fields));
      if (outcome.status === "done") return onSaved();
      setRefusal(outcome);
      const field = outcome.field === null ? null : form.current?.elements.namedItem(outcome.field);
      if (field instanceof HTMLElement) field.focus();
    });
  };
  return (
    <form ref={form} onSubmit={submit} noValidate className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <ModuleFields module={module} errorOf={(name) => (refusal?.field === name ? refusal : null)} />
      {refusal !== null && !FIELDS.includes(refusal.field ?? "") ? <RefusalNotice refusal={refusal} /> : null}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" disabled={pending}>
          {pending ? "Saving…" : "Save"}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  );
}
