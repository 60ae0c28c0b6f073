"use client";
import clsx from "clsx";
import { Square } from "lucide-react";
import { useState, useTransition } from "react";
import type { MessageView } from "@/lib/core/message.ts";
import { Button } from "../ui/button.tsx";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Outcome, Refusal } from "../ui/outcome.ts";

export interface StopButtonProps {
  message: MessageView;
  stopQuery: (messageId: string) => Promise<Outcome>;
  className?: string;
}

/** Stops an answer. What it has written so far is kept. */
export function StopButton({ message, stopQuery, className }: StopButtonProps) {
  const [pending, startTransition] = useTransition();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const stopping = pending || message.run?.state === "stopping";
  const stop = () =>
    startTransition(async () => {
      const outcome = await orUnreached(stopQuery(message.messageId));
      setRefusal(outcome.status === "refused" ? outcome : null);
      // The button is about to go: its focus moves to what it stopped, or to the page.
      if (outcome.status === "done") focusInstead(`message-${message.messageId}`);
    });
  return (
    <div className={clsx("grid gap-1", className)}>
      <Button size="small" disabled={stopping} onClick={stop} aria-label={`Stop the answer of ${message.module}`}>
        <Square aria-hidden className="size-3 fill-current" />
        {stopping ? "Stopping" : "Stop"}
      </Button>
      <p role="alert" className="text-danger text-fine empty:hidden">
        {refusal ? `${refusal.message} ${refusal.hint}` : null}
      </p>
    </div>
  );
}

function focusInstead(id: string): void {
  (document.getElementById(id) ?? document.getElementById("main"))?.focus({ preventScroll: true });
}
