"use client";
import { useRouter } from "next/navigation";
import { type RefObject, startTransition, useActionState, useEffect, useState, useTransition } from "react";
import type { ActionState } from "@/lib/core/ask-input.ts";
import type { FieldError } from "../ui/field.tsx";

export type AskModule = (previous: ActionState, form: FormData) => Promise<ActionState>;

const idle: ActionState = { status: "idle" };

/**
 * Sends a form to the ask action, takes the person to the answer when it was accepted, and to the field at fault when
 * it was refused. The form is never emptied by a refusal.
 */
export function useAsk(askModule: AskModule, form: RefObject<HTMLFormElement | null>, onAsked: () => void) {
  const router = useRouter();
  const [state, action, asking] = useActionState(askModule, idle);
  const [corrected, setCorrected] = useState<ActionState | null>(null);
  const [leaving, startLeaving] = useTransition();

  // biome-ignore lint/correctness/useExhaustiveDependencies: once per answer of the action, whatever else changed
  useEffect(() => {
    if (state.status === "done") {
      onAsked();
      startLeaving(() => {
        router.push(`/threads/${encodeURIComponent(state.threadId)}#message-${state.messageId}`);
      });
    }
    if (state.status === "refused" && state.field) {
      const field = form.current?.elements.namedItem(state.field);
      if (field instanceof HTMLElement) field.focus();
    }
  }, [state]);

  // Sent from here and not by React's own handling of `action`, which would empty the form whatever the answer is.
  const submit = (element: HTMLFormElement) => {
    const data = new FormData(element);
    startTransition(() => action(data));
  };
  const errorOf = (field: string): FieldError | null =>
    state.status === "refused" && state.field === field && corrected !== state
      ? { message: state.message, hint: state.hint }
      : null;
  // Whoever types into the field at fault has read what was wrong with it.
  const onInput = (field: string) => {
    if (state.status === "refused" && state.field === field) setCorrected(state);
  };

  return { state, action, submit, errorOf, onInput, pending: asking || leaving };
}
