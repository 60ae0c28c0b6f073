"use client";
import clsx from "clsx";
import Link from "next/link";
import { useRef, useState } from "react";
import type { Module } from "@/lib/core/message.ts";
import type { Template } from "@/lib/core/template.ts";
import type { TrustActions } from "../trust/trust-actions.ts";
import { TrustFold } from "../trust/trust-fold.tsx";
import { buttonClass } from "../ui/button-class.ts";
import { Field } from "../ui/field.tsx";
import { inputClass } from "../ui/input-class.ts";
import { Notice } from "../ui/notice.tsx";
import { AskFoot } from "./ask-foot.tsx";
import { CommandFold } from "./command-fold.tsx";
import { folderName } from "./folder-name.ts";
import { fillField } from "./form-values.ts";
import { ModuleField } from "./module-field.tsx";
import { type Inherited, MoreOptions } from "./more-options.tsx";
import { PromptField } from "./prompt-field.tsx";
import { type TemplateActions, TemplateTools } from "./template-tools.tsx";
import { type AskModule, useAsk } from "./use-ask.ts";
import { useDraft } from "./use-draft.ts";
import { insertText } from "./use-file-completion.ts";

/** What the page's address says whom to ask. */
export interface AskPrefill {
  path: string;
  name: string;
  /** A module of this name was asked for, and there is none. */
  missing: string | null;
}

export interface AskFormProps {
  askModule: AskModule;
  /** Modules used before, the last one first. */
  modules: Module[];
  /** Why nothing can be asked now, or null. */
  offBecause: string | null;
  prefill: AskPrefill;
  templates: Template[];
  templateActions: TemplateActions;
  trustActions: TrustActions;
}

/** What the page's address has filled is not mixed with an earlier draft. */
const ADDRESSED = { except: ["modulePath", "moduleName"] };

/** Asks a module a first question, which begins a thread. */
export function AskForm(props: AskFormProps) {
  const { askModule, modules, offBecause, prefill, templates, templateActions, trustActions } = props;
  const form = useRef<HTMLFormElement>(null);
  const prompt = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft("ask", form, prefill.path === "" ? undefined : ADDRESSED);
  const ask = useAsk(askModule, form, () => {
    draft.clear();
    form.current?.reset();
    target.onPath("");
  });
  const fill = (name: string, value: string) => fillField(form.current?.elements.namedItem(name) ?? null, value);
  const target = useTarget(modules, prefill, fill);
  const { path, name, used } = target;

  return (
    <form ref={form} {...ask.formProps(draft, offBecause !== null)} aria-label="Ask a module" className="grid gap-4">
      {prefill.missing === null ? null : (
        <Notice tone="warn" title={`There is no module ${prefill.missing}.`}>
          Choose another one, or give its directory.
        </Notice>
      )}
      <ModuleField
        id="ask-module-path"
        modules={modules}
        path={path}
        initial={prefill.path}
        onPath={target.onPath}
        onChoose={target.onChoose}
        onEnter={(directory) => fill("modulePath", directory)}
        error={ask.errorOf("modulePath")}
      />
      <Link
        href={path.trim() === "" ? "/fan-outs" : `/fan-outs?${new URLSearchParams({ path: withoutEnd(path) })}`}
        prefetch={false}
        className={clsx(buttonClass({ variant: "quiet", size: "small" }), "-mt-2 -ml-2 justify-self-start")}
      >
        Ask more modules
      </Link>
      <Field id="ask-module-name" label="Module name" aside="optional" error={ask.errorOf("moduleName")}>
        {(input) => (
          <input
            {...input}
            name="moduleName"
            defaultValue={prefill.name}
            autoComplete="off"
            spellCheck={false}
            placeholder={used?.name ?? (folderName(path) || "The directory's name")}
            onInput={(event) => target.onName(event.currentTarget.value)}
            className={clsx(inputClass, "h-9 sm:h-8")}
          />
        )}
      </Field>
      <PromptField
        id="ask-prompt"
        ref={prompt}
        label="Question"
        placeholder="What do you want to know?"
        error={ask.errorOf("prompt")}
        modulePath={path}
        tools={
          <TemplateTools
            templates={templates}
            actions={templateActions}
            onUse={(words) => insertTemplate(prompt.current, words)}
            promptNow={() => prompt.current?.value ?? ""}
          />
        }
      />
      <div className="grid gap-1">
        <MoreOptions idPrefix="ask" errorOf={ask.errorOf} inherited={inheritedFrom(used)} />
        <CommandFold modulePath={path} moduleName={name} />
        <TrustFold path={path} actions={trustActions} />
      </div>
      <AskFoot state={ask.state} pending={ask.pending} offBecause={offBecause} />
    </form>
  );
}

/** Whom the form asks, as far as its fields say. */
function useTarget(modules: Module[], prefill: AskPrefill, fill: (name: string, value: string) => void) {
  const chosen = useRef<Module | null>(null);
  const [path, setPath] = useState(prefill.path);
  const [name, setName] = useState(prefill.name);
  const used = modules.find((module) => module.path === withoutEnd(path));
  const onChoose = (module: Module) => {
    chosen.current = module;
    fill("modulePath", module.path);
    fill("moduleName", module.name);
  };
  // The name came with the directory that was chosen, so it goes with it.
  const onPath = (typed: string) => {
    setPath(typed);
    if (!chosen.current || typed.trim() === chosen.current.path) return;
    if (name === chosen.current.name) fill("moduleName", "");
    chosen.current = null;
  };
  return { path, name, used, onChoose, onPath, onName: setName };
}

const withoutEnd = (path: string) => path.trim().replace(/(?<=.)\/+$/, "");

function inheritedFrom(module: Module | undefined): Inherited | null {
  return module ? { settings: module, words: `as ${module.name} is set up` } : null;
}

/** In place of what is selected, so that nothing that was written is lost, and all of it can be undone. */
function insertTemplate(field: HTMLTextAreaElement | null, words: string): void {
  if (!field) return;
  field.focus();
  insertText(field, words);
}
