"use client";
import clsx from "clsx";
import { ChevronDown, Folder } from "lucide-react";
import { type FormEvent, useId } from "react";
import type { Module } from "@/lib/core/message.ts";
import { visibleProse, visibleText } from "@/lib/core/visible-text.ts";
import { Field, type FieldError } from "../ui/field.tsx";
import { inputClass } from "../ui/input-class.ts";
import { OptionList, optionId } from "./option-list.tsx";
import { type ModuleOption, optionPath, useModuleOptions } from "./use-module-options.ts";

export interface ModuleFieldProps {
  id: string;
  modules: Module[];
  /** What stands in the field now. */
  path: string;
  /** What it begins with. */
  initial: string;
  onPath: (path: string) => void;
  onChoose: (module: Module) => void;
  /** A directory that is gone into: what stands in it can be chosen next. */
  onEnter: (directory: string) => void;
  error: FieldError | null;
}

/** The directory to ask in: typed with completion, or chosen among the modules. */
export function ModuleField({ id, modules, path, initial, onPath, onChoose, onEnter, error }: ModuleFieldProps) {
  const listId = useId();
  const list = useModuleOptions(modules, path, (option) => {
    if ("module" in option) return onChoose(option.module);
    onEnter(`${option.directory}/`);
  });
  return (
    <Field id={id} label="Module directory" error={error}>
      {(input) => (
        <div className="relative">
          <input
            {...input}
            name="modulePath"
            defaultValue={initial}
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
            className={clsx(inputClass, "h-9 pr-9 font-mono sm:h-8 sm:text-small")}
          />
          <ChevronDown
            aria-hidden
            className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-ink-faint"
          />
          {list.open ? (
            <OptionList
              id={listId}
              label="What can be asked"
              options={list.options}
              active={list.active}
              keyOf={optionPath}
              headingOf={headingOf}
              onChoose={list.choose}
            >
              {(option) => <OptionLines option={option} />}
            </OptionList>
          ) : null}
        </div>
      )}
    </Field>
  );
}

function headingOf(option: ModuleOption, before: ModuleOption | undefined): string | null {
  return "directory" in option && (!before || "module" in before) ? "Directories" : null;
}

function OptionLines({ option }: { option: ModuleOption }) {
  if ("directory" in option) {
    const end = option.directory.lastIndexOf("/") + 1;
    return (
      <span className="flex items-center gap-2 font-mono text-small" title={visibleText(option.directory)}>
        <Folder aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
        {/* The end of a path tells it from the others: that is what must not be cut off. */}
        <span className="min-w-0 truncate text-ink-faint" dir="rtl">
          <bdi>{option.directory.slice(0, end)}</bdi>
        </span>
        <span className="-ml-2 max-w-[70%] shrink-0 truncate text-ink">{option.directory.slice(end)}</span>
      </span>
    );
  }
  const { name, path, description } = option.module;
  return (
    <>
      <span className="flex items-baseline gap-2">
        <span className="max-w-full shrink-0 truncate font-medium text-ink text-small">{visibleText(name)}</span>
        {description ? (
          <span className="min-w-0 truncate text-fine text-ink-muted">{visibleProse(description)}</span>
        ) : null}
      </span>
      <span className="block truncate font-mono text-fine text-ink-faint" title={visibleText(path)}>
        {visibleText(path)}
      </span>
    </>
  );
}
