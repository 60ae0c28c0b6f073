"use client";
import clsx from "clsx";
import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { MOST_ASKED } from "@/lib/core/fan-out.ts";
import type { Module } from "@/lib/core/message.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { tellAsked } from "../shell/asked.ts";
import { TrustMark } from "../trust/trust-mark.tsx";
import { Button } from "../ui/button.tsx";
import { Field, type FieldError } from "../ui/field.tsx";
import { inputClass } from "../ui/input-class.ts";
import { Notice } from "../ui/notice.tsx";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Refusal } from "../ui/outcome.ts";
import { sendOnModifiedEnter } from "../ui/send-on-enter.ts";

/** What was asked, or why not. */
export type AskedMany = { status: "done"; fanOutId: string } | Refusal;
export type AskMany = (prompt: string, modules: { modulePath: string; moduleName: string }[]) => Promise<AskedMany>;

export interface AskManyFormProps {
  modules: readonly Module[];
  /** Directories that are chosen from the start. */
  chosen: readonly string[];
  /** Why nothing can be asked now, or null. */
  offBecause: string | null;
  askMany: AskMany;
}

/** Asks several modules one question. */
export function AskManyForm({ modules, chosen: first, offBecause, askMany }: AskManyFormProps) {
  const router = useRouter();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(first));
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const prompt = String(new FormData(event.currentTarget).get("prompt") ?? "");
    const asked = modules.filter(({ path }) => chosen.has(path));
    start(async () => {
      const given = asked.map(({ path, name }) => ({ modulePath: path, moduleName: name }));
      const outcome = await orUnreached(askMany(prompt, given));
      setRefusal(outcome.status === "refused" ? outcome : null);
      if (outcome.status !== "done") return;
      tellAsked();
      router.push(`/fan-outs/${encodeURIComponent(outcome.fanOutId)}`);
    });
  };
  const choose = (path: string, on: boolean) =>
    setChosen((before) => new Set(on ? [...before, path] : [...before].filter((one) => one !== path)));
  const promptError: FieldError | null =
    refusal?.field === "prompt" ? { message: refusal.message, hint: refusal.hint } : null;
  return (
    <form onSubmit={submit} aria-label="Ask several modules" className="grid max-w-prose gap-4">
      <fieldset className="grid gap-1.5">
        <legend className="mb-1.5 flex w-full justify-between font-medium text-ink text-small">
          Modules
          <span className="font-normal text-fine text-ink-faint tabular-nums">
            {chosen.size} of at most {MOST_ASKED}
          </span>
        </legend>
        <ModuleBoxes {...{ modules, chosen, choose }} />
      </fieldset>
      <Field id="ask-many-prompt" label="Question" error={promptError}>
        {(input) => (
          <textarea
            {...input}
            name="prompt"
            onKeyDown={sendOnModifiedEnter}
            rows={4}
            placeholder="What do you want to know of each of them?"
            className={clsx(inputClass, "field-sizing-content max-h-80 min-h-24 resize-y py-2")}
          />
        )}
      </Field>
      <div role="alert" className="empty:hidden">
        {refusal && !promptError ? (
          <Notice tone="danger" title={refusal.message}>
            {refusal.hint}
          </Notice>
        ) : null}
      </div>
      <div className="flex items-center justify-between gap-3">
        <p className="text-small text-warn">{offBecause}</p>
        <Button type="submit" variant="primary" disabled={pending || offBecause !== null} className="min-w-20">
          {pending ? "Asking" : "Ask"}
        </Button>
      </div>
    </form>
  );
}

interface ModuleBoxesProps {
  modules: readonly Module[];
  chosen: ReadonlySet<string>;
  choose: (path: string, on: boolean) => void;
}

function ModuleBoxes({ modules, chosen, choose }: ModuleBoxesProps) {
  if (modules.length === 0) return <p className="text-ink-muted text-small">No module is known yet.</p>;
  return (
    <ul className="max-h-80 overflow-y-auto rounded-md border border-line px-3">
      {modules.map(({ path, name, description }) => (
        <li key={path} className="border-line border-b last:border-b-0">
          <label className="flex min-h-9 min-w-0 items-center gap-3 py-1 text-small max-sm:min-h-11">
            <input
              type="checkbox"
              checked={chosen.has(path)}
              disabled={!chosen.has(path) && chosen.size >= MOST_ASKED}
              onChange={(event) => choose(path, event.currentTarget.checked)}
              className="size-4 shrink-0 accent-accent"
            />
            <span className="shrink-0 font-medium">{visibleText(name)}</span>
            <span className="min-w-0 truncate text-fine text-ink-faint">{description ?? path}</span>
            {chosen.has(path) ? <TrustMark path={path} /> : null}
          </label>
        </li>
      ))}
    </ul>
  );
}
