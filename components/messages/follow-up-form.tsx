"use client";
import clsx from "clsx";
import { memo, useRef, useState } from "react";
import type { ThreadWindow } from "@/lib/core/thread-window.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { askedBefore } from "../ask/asked-before.ts";
import { CommandFold } from "../ask/command-fold.tsx";
import { MoreOptions } from "../ask/more-options.tsx";
import { PromptField } from "../ask/prompt-field.tsx";
import { useAsk } from "../ask/use-ask.ts";
import { useDraft } from "../ask/use-draft.ts";
import { TrustFold } from "../trust/trust-fold.tsx";
import { inputClass } from "../ui/input-class.ts";
import { type AskableModule, askableModules } from "./askable-modules.ts";
import { FollowUpFoot } from "./follow-up-foot.tsx";
import { FOLLOW_UP_ID } from "./message-words.ts";
import type { ThreadActions } from "./thread-actions.ts";

export interface FollowUpFormProps {
  view: ThreadWindow;
  askModule: ThreadActions["askModule"];
}

/** Asks on in the thread: the module that answered last, or another one of the thread. */
export const FollowUpForm = memo(function FollowUpForm({ view, askModule }: FollowUpFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const { threadId } = view.thread;
  const draft = useDraft(`thread:${threadId}`, form);
  const ask = useAsk(askModule, form, () => {
    draft.clear();
    form.current?.reset();
  });
  const modules = askableModules(view, view.about.asked);
  const [chosen, setChosen] = useState<string | null>(null);
  const module = modules.find(({ name }) => name === chosen) ?? modules[0];
  const waits = module ? waitNote(module) : null;

  if (!module)
    return (
      <p className="text-ink-faint text-small">
        Switchboard has asked no module in this thread, so it doesn’t know where to ask on.
      </p>
    );
  return (
    <form
      ref={form}
      {...ask.formProps(draft, false)}
      aria-label="Ask on in this thread"
      className="grid max-w-[46rem] grid-cols-[minmax(0,1fr)] gap-3"
    >
      <input type="hidden" name="threadId" value={threadId} />
      <input type="hidden" name="modulePath" value={module.path} />
      <input type="hidden" name="moduleName" value={module.name} />
      {modules.length > 1 ? (
        <label className="flex items-center gap-2 text-ink-muted text-small">
          Ask
          <select
            value={module.name}
            onChange={(event) => setChosen(event.currentTarget.value)}
            className={clsx(inputClass, "h-8 w-auto max-w-64 py-0")}
          >
            {modules.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      ) : null}
      <PromptField
        id={FOLLOW_UP_ID}
        label={modules.length > 1 ? "Next question" : `Next question to ${module.name}`}
        placeholder="What else do you want to know?"
        error={ask.errorOf("prompt")}
        className="min-h-20!"
        modulePath={module.path}
      />
      <div className="grid gap-1">
        <MoreOptions idPrefix="follow-up" errorOf={ask.errorOf} inherited={askedBefore(view, module.name)} />
        <CommandFold modulePath={module.path} moduleName={module.name} threadId={threadId} />
        <TrustFold path={module.path} actions={null} />
      </div>
      <FollowUpFoot state={ask.state} pending={ask.pending} waits={waits} />
    </form>
  );
});

/** What the next question will wait for. */
function waitNote({ name, busy }: AskableModule): string | null {
  if (busy === null) return null;
  return busy === "answering"
    ? `${visibleText(name)} is still answering; this question will wait for it.`
    : "This question will wait behind the one in line.";
}
