"use client";
import clsx from "clsx";
import { type ReactNode, useId, useState } from "react";
import type { Module } from "@/lib/core/message.ts";
import { DEFAULT_PROFILE, PERMISSION_PROFILES, PROFILE_WORDS } from "@/lib/core/permission-profile.ts";
import { Field, type FieldError, type FieldInputProps } from "../ui/field.tsx";
import { inputClass } from "../ui/input-class.ts";
import { DirectoryInput } from "./directory-input.tsx";

export interface ModuleFieldsProps {
  module: Module;
  errorOf: (field: string) => FieldError | null;
}

const lineClass = clsx(inputClass, "h-9 sm:h-8");
const areaClass = clsx(inputClass, "py-1.5");
const plain = { autoComplete: "off", spellCheck: false };

/** The fields of a module: what it is for, where it is, and how it is asked. */
export function ModuleFields({ module, errorOf }: ModuleFieldsProps) {
  const [path, setPath] = useState(module.path);
  return (
    <>
      <Named name="description" label="Description" errorOf={errorOf}>
        {(input) => (
          <textarea {...input} rows={2} maxLength={500} defaultValue={module.description ?? ""} className={areaClass} />
        )}
      </Named>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 sm:grid-cols-2">
        <Named
          name="capabilities"
          label="Can"
          note="With commas between, for modules that look for one."
          errorOf={errorOf}
        >
          {(input) => (
            <input {...input} {...plain} defaultValue={module.capabilities.join(", ")} className={lineClass} />
          )}
        </Named>
        <Named name="dataTypes" label="Knows" note="The kinds of data that it has, with commas." errorOf={errorOf}>
          {(input) => <input {...input} {...plain} defaultValue={module.dataTypes.join(", ")} className={lineClass} />}
        </Named>
      </div>
      <Named name="path" label="Directory" note="Another one only if the project was moved." errorOf={errorOf}>
        {(input) => <DirectoryInput {...input} value={path} onPath={setPath} />}
      </Named>
      <Named
        name="systemPrompt"
        label="System prompt"
        note="Added to Claude Code's own, unless a question says another."
        errorOf={errorOf}
      >
        {(input) => <textarea {...input} rows={4} defaultValue={module.systemPrompt ?? ""} className={areaClass} />}
      </Named>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 sm:grid-cols-2">
        <Named name="model" label="Model" note="A name or an alias; empty for Claude Code's default." errorOf={errorOf}>
          {(input) => (
            <input {...input} {...plain} defaultValue={module.model ?? ""} placeholder="sonnet" className={lineClass} />
          )}
        </Named>
        <Profile profile={module.profile} errorOf={errorOf} />
        <Named
          name="asks"
          label="May ask other modules"
          note="It is then given the tools for that with each question."
          errorOf={errorOf}
        >
          {(input) => (
            <select
              {...input}
              defaultValue={module.asks === null ? "" : module.asks ? "yes" : "no"}
              className={lineClass}
            >
              <option value="">Only when a module asks it</option>
              <option value="yes">Always</option>
              <option value="no">Never</option>
            </select>
          )}
        </Named>
        <Named
          name="maxSeconds"
          label="Longest answer, in seconds"
          note="Empty for the limit of all."
          errorOf={errorOf}
        >
          {(input) => (
            <input
              {...input}
              {...plain}
              inputMode="numeric"
              defaultValue={module.maxSeconds ?? ""}
              className={lineClass}
            />
          )}
        </Named>
        <Named name="maxTurns" label="Most turns" note="For one question; empty for no limit." errorOf={errorOf}>
          {(input) => (
            <input
              {...input}
              {...plain}
              inputMode="numeric"
              defaultValue={module.maxTurns ?? ""}
              className={lineClass}
            />
          )}
        </Named>
        <Named
          name="maxBudgetUsd"
          label="Most spent, in US dollars"
          note="For one question; empty for no limit."
          errorOf={errorOf}
        >
          {(input) => (
            <input
              {...input}
              {...plain}
              inputMode="decimal"
              defaultValue={module.maxBudgetUsd ?? ""}
              className={lineClass}
            />
          )}
        </Named>
      </div>
    </>
  );
}

interface NamedProps extends Pick<ModuleFieldsProps, "errorOf"> {
  name: string;
  label: string;
  note?: string;
  children: (input: FieldInputProps & { name: string }) => ReactNode;
}

function Named({ name, label, note, errorOf, children }: NamedProps) {
  const id = useId();
  return (
    <Field id={id} label={label} note={note} error={errorOf(name)}>
      {(input) => children({ ...input, name })}
    </Field>
  );
}

/** The profiles, and what the chosen one means. */
function Profile({ profile, errorOf }: { profile: string | null } & Pick<ModuleFieldsProps, "errorOf">) {
  const [chosen, setChosen] = useState(profile ?? DEFAULT_PROFILE);
  const known = PERMISSION_PROFILES.find((one) => one === chosen);
  return (
    <Named name="profile" label="Permissions" note={known && PROFILE_WORDS[known].note} errorOf={errorOf}>
      {(input) => (
        <select
          {...input}
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
          className={lineClass}
        >
          {PERMISSION_PROFILES.map((one) => (
            <option key={one} value={one}>
              {PROFILE_WORDS[one].title}
            </option>
          ))}
        </select>
      )}
    </Named>
  );
}
