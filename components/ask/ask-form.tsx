"use client";
import clsx from "clsx";
import { useRef, useState } from "react";
import type { Module } from "@/lib/core/message.ts";
import { Field } from "../ui/field.tsx";
import { inputClass } from "../ui/input-class.ts";
import { AskFoot } from "./ask-foot.tsx";
import { folderName } from "./folder-name.ts";
import { fillField } from "./form-values.ts";
import { ModuleField } from "./module-field.tsx";
import { MoreOptions } from "./more-options.tsx";
import { PromptField } from "./prompt-field.tsx";
import { type AskModule, useAsk } from "./use-ask.ts";
import { useDraft } from "./use-draft.ts";

export interface AskFormProps {
  askModule: AskModule;
  /** Modules used before, the last one first. */
  modules: Module[];
  /** Why nothing can be asked now, or null. */
  offBecause: string | null;
}

/** Asks a module a first question, which begins a thread. */
export function AskForm({ askModule, modules, offBecause }: AskFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const chosen = useRef<Module | null>(null);
  const [path, setPath] = useState("");
  const draft = useDraft("ask", form);
  const ask = useAsk(askModule, form, () => {
    draft.clear();
    form.current?.reset();
    setPath("");
  });
  const fill = (name: string, value: string) => fillField(form.current?.elements.namedItem(name) ?? null, value);
  const choose = (module: Module) => {
    chosen.current = module;
    fill("modulePath", module.path);
    fill("moduleName", module.name);
  };
  // The name came with the directory that was chosen, so it goes with it.
  const onPath = (typed: string) => {
    setPath(typed);
    const name = form.current?.elements.namedItem("moduleName");
    if (!chosen.current || typed.trim() === chosen.current.path || !(name instanceof HTMLInputElement)) return;
    if (name.value === chosen.current.name) fillField(name, "");
    chosen.current = null;
  };
  const used = modules.find((module) => module.path === path.trim());

  return (
    <form ref={form} {...ask.formProps(draft, offBecause !== null)} aria-label="Ask a module" className="grid gap-4">
      <ModuleField
        id="ask-module-path"
        modules={modules}
        path={path}
        onPath={onPath}
        onChoose={choose}
        error={ask.errorOf("modulePath")}
      />
      <Field id="ask-module-name" label="Module name" aside="optional" error={ask.errorOf("moduleName")}>
        {(input) => (
          <input
            {...input}
            name="moduleName"
            autoComplete="off"
            spellCheck={false}
            placeholder={used?.name ?? (folderName(path) || "The directory's name")}
            className={clsx(inputClass, "h-9 sm:h-8")}
          />
        )}
      </Field>
      <PromptField
        id="ask-prompt"
        label="Question"
        placeholder="What do you want to know?"
        error={ask.errorOf("prompt")}
      />
      <MoreOptions idPrefix="ask" errorOf={ask.errorOf} />
      <AskFoot state={ask.state} pending={ask.pending} offBecause={offBecause} />
    </form>
  );
}
