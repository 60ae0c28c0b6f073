"use client";
import clsx from "clsx";
import { ChevronDown } from "lucide-react";
import { type FormEvent, useId } from "react";
import type { Module } from "@/lib/core/message.ts";
import { Field, type FieldError } from "../ui/field.tsx";
import { inputClass } from "../ui/input-class.ts";
import { ModuleOptions, optionId } from "./module-options.tsx";
import { useModuleOptions } from "./use-module-options.ts";

export interface ModuleFieldProps {
  id: string;
  modules: Module[];
  /** What stands in the field now. */
  path: string;
  onPath: (path: string) => void;
  onChoose: (module: Module) => void;
  error: FieldError | null;
}

/** The directory to ask in: typed, or chosen among the modules used before. */
export function ModuleField({ id, modules, path, onPath, onChoose, error }: ModuleFieldProps) {
  const listId = useId();
  const list = useModuleOptions(modules, path, onChoose);
  return (
    <Field id={id} label="Module directory" error={error}>
      {(input) => (
        <div className="relative">
          <input
            {...input}
            name="modulePath"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={list.open}
            aria-controls={list.open ? listId : undefined}
            aria-activedescendant={list.active >= 0 ? optionId(listId, list.active) : undefined}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder="/home/you/projects/billing-api"
            onInput={(event: FormEvent<HTMLInputElement>) => {
              onPath(event.currentTarget.value);
              if (document.activeElement === event.currentTarget) list.show();
            }}
            onClick={list.show}
            onKeyDown={list.onKeyDown}
            onBlur={list.hide}
            className={clsx(inputClass, "h-9 font-mono sm:h-8 sm:text-small", modules.length > 0 && "pr-9")}
          />
          {modules.length > 0 ? (
            <ChevronDown
              aria-hidden
              className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-ink-faint"
            />
          ) : null}
          {list.open ? (
            <ModuleOptions id={listId} modules={list.options} active={list.active} choose={list.choose} />
          ) : null}
        </div>
      )}
    </Field>
  );
}
