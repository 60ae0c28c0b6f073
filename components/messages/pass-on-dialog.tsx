"use client";
import clsx from "clsx";
import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import type { ActionState } from "@/lib/core/ask-input.ts";
import type { MessageView, Module } from "@/lib/core/message.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { PromptField } from "../ask/prompt-field.tsx";
import { useSharedHome } from "../shell/live-home.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { inputClass } from "../ui/input-class.ts";
import { orUnreached } from "../ui/or-unreached.ts";
import { RefusalNotice } from "../ui/refusal-notice.tsx";
import { withoutMarkdown } from "../ui/without-markdown.ts";
import { answerMarkdown } from "./answer-markdown.ts";
import { DialogFrame } from "./dialog-frame.tsx";
import { messageAnchor } from "./message-words.ts";
import type { MessageActions } from "./thread-actions.ts";

export interface PassOnDialogProps {
  answer: MessageView;
  passOnAnswer: MessageActions["passOnAnswer"];
  onClose: () => void;
}

/** What stands in the list for a directory that is not in it. */
const ELSEWHERE = "";

/** Asks another module about an answer: which module, and what. The question will quote the answer. */
export function PassOnDialog({ answer, passOnAnswer, onClose }: PassOnDialogProps) {
  const { modules } = useSharedHome().home;
  const others = modules.filter(({ path }) => path !== answer.run?.cwd);
  const [path, setPath] = useState(others[0]?.path ?? ELSEWHERE);
  const ask = usePassOn(answer, others, passOnAnswer, onClose);
  const errorOf = (field: string) => (ask.state.status === "refused" && ask.state.field === field ? ask.state : null);
  const isSaid = errorOf("modulePath") !== null || errorOf("prompt") !== null;
  return (
    <DialogFrame title={`Ask another module about the answer of ${answer.module}`} onClose={onClose}>
      <form
        noValidate
        aria-label="Ask another module"
        onSubmit={ask.submit}
        className="grid grid-cols-[minmax(0,1fr)] gap-3"
      >
        <Field id="pass-on-module" label="Module" error={path === ELSEWHERE ? null : errorOf("modulePath")}>
          {(input) => (
            <select
              {...input}
              name="chosen"
              value={path}
              onChange={(event) => setPath(event.currentTarget.value)}
              className={clsx(inputClass, "h-9 py-0 sm:h-8")}
            >
              {others.map((module) => (
                <option key={module.path} value={module.path}>
                  {visibleText(`${module.name} (${module.path})`)}
                </option>
              ))}
              <option value={ELSEWHERE}>Another directory</option>
            </select>
          )}
        </Field>
        {path === ELSEWHERE ? (
          <Field id="pass-on-path" label="Module directory" error={errorOf("modulePath")}>
            {(input) => (
              <input
                {...input}
                name="typed"
                autoComplete="off"
                spellCheck={false}
                placeholder="/home/you/projects/billing-api"
                className={clsx(inputClass, "h-9 font-mono sm:h-8 sm:text-small")}
              />
            )}
          </Field>
        ) : null}
        <PromptField
          id="pass-on-prompt"
          label="Question"
          placeholder="What should it say to this answer?"
          error={errorOf("prompt")}
        />
        <Quoted text={answerMarkdown(answer)} />
        {ask.state.status === "refused" && !isSaid ? <RefusalNotice refusal={ask.state} /> : null}
        <div className="flex items-center justify-between gap-3">
          <p className="text-fine text-ink-faint">It begins a new thread, which leads back here.</p>
          <Button type="submit" variant="primary" disabled={ask.pending} className="min-w-24">
            {ask.pending ? "Asking" : "Ask"}
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}

/** The beginning of what the question will quote. */
function Quoted({ text }: { text: string }) {
  return (
    <div className="grid gap-1">
      <p className="font-medium text-small">The question will quote</p>
      <p className="line-clamp-3 border-line-strong border-l-2 pl-3 text-ink-muted text-small [overflow-wrap:anywhere]">
        {withoutMarkdown(text.slice(0, 600))}
      </p>
    </div>
  );
}

function usePassOn(
  answer: MessageView,
  modules: readonly Module[],
  passOnAnswer: PassOnDialogProps["passOnAnswer"],
  onClose: () => void,
) {
  const router = useRouter();
  const [state, setState] = useState<ActionState>({ status: "idle" });
  const [pending, startAsking] = useTransition();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const data = new FormData(event.currentTarget);
    const modulePath = String(data.get("chosen") || (data.get("typed") ?? ""));
    const known = modules.find(({ path }) => path === modulePath);
    const input = {
      ...{ messageId: answer.messageId, modulePath, prompt: String(data.get("prompt") ?? "") },
      ...(known ? { moduleName: known.name } : {}),
    };
    startAsking(async () => {
      const asked = await orUnreached(passOnAnswer(input));
      setState(asked);
      if (asked.status !== "done") return;
      onClose();
      router.push(`/threads/${encodeURIComponent(asked.threadId)}#${messageAnchor(asked.messageId)}`);
    });
  };
  return { state, pending, submit };
}
