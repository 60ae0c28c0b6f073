"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, type RefObject, useActionState, useState, useTransition } from "react";
import type { ActionState } from "@/lib/core/ask-input.ts";
import { tellAsked } from "../shell/asked.ts";
import type { FieldError } from "../ui/field.tsx";
import { orUnreached } from "../ui/or-unreached.ts";
import { refuseTooLarge } from "./refuse-too-large.ts";

export type AskModule = (previous: ActionState, form: FormData) => Promise<ActionState>;

const idle: ActionState = { status: "idle" };

/**
 * Sends a form to the ask action, takes the person to the answer when it was accepted, and to the field at fault when
 * it was refused. The form is never emptied by a refusal.
 * @returns `formProps` go on the form: its `action` works without scripts; with them the form is submitted here, since
 *   React's own handling of `action` would empty it whatever the answer is.
 */
export function useAsk(askModule: AskModule, form: RefObject<HTMLFormElement | null>, onAsked: () => void) {
  const router = useRouter();
  const [withoutScripts, action] = useActionState(askModule, idle);
  const [answered, setAnswered] = useState<ActionState | null>(null);
  const [corrected, setCorrected] = useState<ActionState | null>(null);
  const [pending, startAsking] = useTransition();
  const state = answered ?? withoutScripts;

  const submit = (element: HTMLFormElement) => {
    const data = new FormData(element);
    const tooLarge = refuseTooLarge(data.get("prompt"));
    if (tooLarge) {
      setAnswered(tooLarge);
      return;
    }
    startAsking(async () => {
      const answer = await orUnreached(askModule(idle, data));
      setAnswered(answer);
      if (answer.status === "done") {
        onAsked();
        tellAsked();
        router.push(`/threads/${encodeURIComponent(answer.threadId)}#message-${answer.messageId}`);
      } else if (answer.status === "refused" && answer.field) {
        const field = form.current?.elements.namedItem(answer.field);
        if (field instanceof HTMLElement) field.focus();
      }
    });
  };
  const errorOf = (field: string): FieldError | null =>
    state.status === "refused" && state.field === field && corrected !== state
      ? { message: state.message, hint: state.hint }
      : null;
  // Whoever types into the field at fault has read what was wrong with it.
  const onInput = (field: string) => {
    if (state.status === "refused" && state.field === field) setCorrected(state);
  };

  /** What goes on the form element: a draft is kept, and nothing is sent while it is off or on its way. */
  const formProps = (draft: { onInput(): void }, isOff: boolean) => ({
    action,
    noValidate: true,
    onInput: (event: FormEvent<HTMLFormElement>) => {
      draft.onInput();
      if ("name" in event.target) onInput(String(event.target.name));
    },
    onSubmit: (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault();
      if (!pending && !isOff) submit(event.currentTarget);
    },
  });

  return { state, formProps, errorOf, pending };
}
