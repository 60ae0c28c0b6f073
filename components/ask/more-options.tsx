"use client";
import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { DEFAULT_PROFILE, isProfile, PERMISSION_PROFILES, PROFILE_WORDS } from "@/lib/core/permission-profile.ts";
import { limitWords, type SettingsSaid, settingsWords } from "@/lib/core/settings-words.ts";
import { Field, type FieldError, type FieldInputProps } from "../ui/field.tsx";
import { inputClass } from "../ui/input-class.ts";
import { useFieldValues } from "./use-field-values.ts";

/** How a question is asked when it says nothing else, and since when. */
export interface Inherited {
  settings: SettingsSaid;
  /** "as billing-api is set up", "as before". */
  words: string;
  /** Whether it isn't known here what the module is allowed, when that says no profile. */
  isOfModule?: boolean;
}

export interface MoreOptionsProps {
  idPrefix: string;
  errorOf: (field: string) => FieldError | null;
  inherited: Inherited | null;
}

export const MORE_FIELDS = ["profile", "asks", "model", "maxTurns", "maxBudgetUsd", "systemPrompt"] as const;
const NOTHING: SettingsSaid = { systemPrompt: null, model: null, profile: null, maxTurns: null, maxBudgetUsd: null };
const MODELS = ["sonnet", "opus", "haiku", "opusplan", "sonnet[1m]"];
const inputHeight = clsx(inputClass, "h-9 sm:h-8");

/**
 * What most questions do not need: what Claude may do and use, a model, a system prompt. Closed, it says what is set.
 * Never hidden while refused, or when a draft fills it.
 */
export function MoreOptions({ idPrefix, errorOf, inherited }: MoreOptionsProps) {
  const fold = useRef<HTMLDetailsElement>(null);
  const [wanted, setWanted] = useState(false);
  const values = useFieldValues(fold, MORE_FIELDS);
  const refused = MORE_FIELDS.some((field) => errorOf(field) !== null);
  const open = wanted || refused;
  const openWhenFilled = (event: FormEvent<HTMLDetailsElement>) => {
    if ("value" in event.target && event.target.value !== "") setWanted(true);
  };
  return (
    <details
      ref={fold}
      className="group"
      open={open}
      onToggle={(event) => setWanted(event.currentTarget.open)}
      onInput={openWhenFilled}
    >
      <summary className="-ml-1 flex min-h-7 max-w-full select-none list-none items-center gap-1 rounded-md px-1 text-ink-muted text-small hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 transition-transform group-open:rotate-90 motion-reduce:transition-none"
        />
        <span className="shrink-0">More</span>
        {open ? null : (
          <span className="min-w-0 truncate pl-1 text-fine text-ink-faint">{summaryOf(values, inherited)}</span>
        )}
      </summary>
      <div className="grid grid-cols-2 gap-4 pt-3 pb-3">
        <ProfileField {...{ idPrefix, inherited }} chosen={values.profile ?? ""} error={errorOf("profile")} />
        <MoreField
          id={`${idPrefix}-asks`}
          label="Asks other modules"
          note="With Switchboard’s own tools. What they do is up to what they are allowed."
          error={errorOf("asks")}
          wide
        >
          {(input) => (
            <select {...input} name="asks" defaultValue="" className={clsx(inputHeight, "py-0")}>
              <option value="">As its module is set up, else no</option>
              <option value="yes">Yes</option>
              <option value="no">No</option>
            </select>
          )}
        </MoreField>
        <MoreField id={`${idPrefix}-model`} label="Model" error={errorOf("model")} wide>
          {(input) => (
            <>
              <input
                {...input}
                name="model"
                list={`${idPrefix}-models`}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                placeholder={inherited?.settings.model ?? "As Claude Code is set up"}
                className={inputHeight}
              />
              <datalist id={`${idPrefix}-models`}>
                {MODELS.map((model) => (
                  <option key={model} value={model} />
                ))}
              </datalist>
            </>
          )}
        </MoreField>
        <LimitFields {...{ idPrefix, errorOf, inherited }} />
        <MoreField
          id={`${idPrefix}-system-prompt`}
          label="System prompt"
          note="Added to what Claude Code is told before the question."
          error={errorOf("systemPrompt")}
          wide
        >
          {(input) => (
            <textarea
              {...input}
              name="systemPrompt"
              rows={2}
              placeholder={inherited?.settings.systemPrompt?.slice(0, 200)}
              className={clsx(inputClass, "field-sizing-content max-h-60 min-h-16 resize-y py-2")}
            />
          )}
        </MoreField>
      </div>
    </details>
  );
}

/** What is set, and what holds without: the words of the closed fold. */
function summaryOf(values: Readonly<Record<string, string>>, inherited: Inherited | null): string {
  const text = (name: string) => (values[name] ? values[name] : null);
  const number = (name: string) => (text(name) === null ? null : Number(text(name)));
  const said = settingsWords({
    ...{ profile: text("profile"), model: text("model"), systemPrompt: text("systemPrompt") },
    ...{ maxTurns: number("maxTurns"), maxBudgetUsd: number("maxBudgetUsd") },
  });
  if (values.asks === "yes") said.push("asks other modules");
  if (said.length > 0) return said.join(" · ");
  const settings = inherited?.settings ?? NOTHING;
  const profile = settings.profile ?? (inherited?.isOfModule ? null : DEFAULT_PROFILE);
  const usual = settingsWords({ ...settings, profile }).join(" · ");
  if (usual === "") return "profile, model, limits, system prompt";
  return inherited ? `${usual}, ${inherited.words}` : usual;
}

function ProfileField({
  idPrefix,
  inherited,
  chosen,
  error,
}: {
  idPrefix: string;
  inherited: Inherited | null;
  chosen: string;
  error: FieldError | null;
}) {
  const usual = inherited?.settings.profile ?? null;
  const usualWords = isProfile(usual)
    ? `${PROFILE_WORDS[usual].title}, ${inherited?.words}`
    : inherited?.isOfModule
      ? "As its module is allowed"
      : PROFILE_WORDS[DEFAULT_PROFILE].title;
  const shown = chosen === "" ? usual : chosen;
  const note = isProfile(shown)
    ? PROFILE_WORDS[shown].note
    : inherited?.isOfModule
      ? "Reads and searches files, unless the module’s page allows more."
      : PROFILE_WORDS[DEFAULT_PROFILE].note;
  return (
    <MoreField id={`${idPrefix}-profile`} label="What Claude may do" note={note} error={error} wide>
      {(input) => (
        <select {...input} name="profile" defaultValue="" className={clsx(inputHeight, "py-0")}>
          <option value="">{usualWords}</option>
          {PERMISSION_PROFILES.map((profile) => (
            <option key={profile} value={profile}>
              {PROFILE_WORDS[profile].title}
            </option>
          ))}
        </select>
      )}
    </MoreField>
  );
}

function LimitFields({ idPrefix, errorOf, inherited }: MoreOptionsProps) {
  const { maxTurns = null, maxBudgetUsd = null } = inherited?.settings ?? {};
  const usual = (turns: number | null, budget: number | null) =>
    limitWords({ maxTurns: turns, maxBudgetUsd: budget })[0] ?? "No limit";
  return (
    <>
      <MoreField id={`${idPrefix}-max-turns`} label="Turns at most" error={errorOf("maxTurns")}>
        {(input) => (
          <input
            {...input}
            name="maxTurns"
            inputMode="numeric"
            autoComplete="off"
            placeholder={usual(maxTurns, null)}
            className={inputHeight}
          />
        )}
      </MoreField>
      <MoreField id={`${idPrefix}-max-budget`} label="US dollars at most" error={errorOf("maxBudgetUsd")}>
        {(input) => (
          <input
            {...input}
            name="maxBudgetUsd"
            inputMode="decimal"
            autoComplete="off"
            placeholder={usual(null, maxBudgetUsd)}
            className={inputHeight}
          />
        )}
      </MoreField>
    </>
  );
}

interface MoreFieldProps {
  id: string;
  label: string;
  note?: string;
  error: FieldError | null;
  wide?: boolean;
  children: (input: FieldInputProps) => ReactNode;
}

function MoreField({ wide = false, ...field }: MoreFieldProps) {
  return (
    <div className={wide ? "col-span-2" : "col-span-2 min-[24rem]:col-span-1"}>
      <Field {...field} />
    </div>
  );
}
