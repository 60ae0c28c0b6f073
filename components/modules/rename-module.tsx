"use client";
import { useId, useState, useTransition } from "react";
import type { Module } from "@/lib/core/message.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { inputClass } from "../ui/input-class.ts";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Refusal } from "../ui/outcome.ts";
import type { ModuleActions } from "./module-actions.ts";

export interface RenameModuleProps {
  module: Module;
  /** Whether no thread and no run carries its name. */
  renameable: boolean;
  renameModule: ModuleActions["renameModule"];
  onRenamed: (name: string) => void;
}

/** Another name for a module that was not asked yet; for others, why they keep theirs. */
export function RenameModule({ module, renameable, renameModule, onRenamed }: RenameModuleProps) {
  const id = useId();
  const [name, setName] = useState(module.name);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, startTransition] = useTransition();
  if (!renameable) {
    return (
      <p className="max-w-prose text-fine text-ink-faint">
        It keeps the name “{visibleText(module.name)}”: its threads and messages carry it, and they may be other
        programs' too.
      </p>
    );
  }
  return (
    <form
      noValidate
      className="flex min-w-0 flex-1 items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        startTransition(async () => {
          const outcome = await orUnreached(renameModule(module.name, name));
          if (outcome.status === "refused") setRefusal(outcome);
          else onRenamed(name.trim());
        });
      }}
    >
      <div className="w-full max-w-64">
        <Field id={id} label="Name" error={refusal}>
          {(input) => (
            <input
              {...input}
              value={name}
              maxLength={100}
              onChange={(event) => setName(event.currentTarget.value)}
              className={`${inputClass} h-9 sm:h-8`}
            />
          )}
        </Field>
      </div>
      <Button type="submit" disabled={pending || name.trim() === "" || name.trim() === module.name}>
        Rename
      </Button>
    </form>
  );
}
