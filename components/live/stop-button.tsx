"use client";
import clsx from "clsx";
import { Square, Undo2 } from "lucide-react";
import { useRef, useState, useTransition } from "react";
import type { MessageView } from "@/lib/core/message.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { isQueued } from "../messages/answer-state.ts";
import { Button } from "../ui/button.tsx";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Outcome, Refusal } from "../ui/outcome.ts";

export interface StopButtonProps {
  message: MessageView;
  stopQuery: (messageId: string) => Promise<Outcome>;
  /** Whether it stands in a list of many, where frames would be loud. */
  quiet?: boolean;
  className?: string;
}

/** Stops an answer, and what it has written so far is kept; or withdraws its question while that waits in line. */
export function StopButton({ message, stopQuery, quiet = false, className }: StopButtonProps) {
  const [pending, startTransition] = useTransition();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const queued = isQueued(message);
  const stopping = pending || message.run?.state === "stopping";
  const stop = () => {
    const moveFocus = focusAfter(place.current, `message-${message.messageId}`);
    startTransition(async () => {
      const outcome = await orUnreached(stopQuery(message.messageId));
      setRefusal(outcome.status === "refused" ? outcome : null);
      if (outcome.status === "done") moveFocus();
    });
  };
  // What goes on in a terminal can be stopped only there.
  if (message.run && message.run.origin !== null) return null;
  return (
    <div ref={place} className={clsx("grid gap-1", className)}>
      {queued ? (
        <Button
          data-stop
          size="small"
          variant={quiet ? "quiet" : "secondary"}
          disabled={pending}
          onClick={stop}
          aria-label={`Withdraw from the line: ${visibleText(message.module)}`}
          className="w-22"
        >
          <Undo2 aria-hidden className="size-3.5" />
          Withdraw
        </Button>
      ) : (
        <Button
          data-stop
          size="small"
          variant={quiet ? "quiet" : "secondary"}
          disabled={stopping}
          onClick={stop}
          aria-label={`Stop the answer of ${visibleText(message.module)}`}
        >
          <Square aria-hidden className="size-3 fill-current" />
          {stopping ? "Stopping" : "Stop"}
        </Button>
      )}
      <p role="alert" className="text-danger text-fine empty:hidden">
        {refusal ? `${refusal.message} ${refusal.hint}` : null}
      </p>
    </div>
  );
}

/**
 * The button is about to go, before the answer comes or after: its focus moves to what it stopped, in a list to the next
 * line, or else to the page; unless the person is somewhere else by then.
 * @returns moves it
 */
function focusAfter(button: HTMLElement | null, id: string): () => void {
  const row = button?.closest("li");
  const next = (row?.nextElementSibling ?? row?.previousElementSibling)?.querySelector("a");
  return () => {
    const active = document.activeElement;
    if (active && active !== document.body && !button?.contains(active)) return;
    const target = document.getElementById(id) ?? (next?.isConnected ? next : document.getElementById("main"));
    target?.focus({ preventScroll: true });
  };
}
