"use client";
import { useEffect, useRef, useState } from "react";
import { visibleText } from "@/lib/core/visible-text.ts";
import { plural } from "../messages/amounts.ts";
import { Button } from "../ui/button.tsx";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Refusal } from "../ui/outcome.ts";
import { RefusalNotice } from "../ui/refusal-notice.tsx";
import type { ModuleActions } from "./module-actions.ts";

export interface RemoveDialogProps {
  name: string;
  threads: number;
  removeModule: ModuleActions["removeModule"];
  onRemoved: () => void;
  onClose: () => void;
}

/** Asks before a module is taken out of the list. */
export function RemoveDialog({ name, threads, removeModule, onRemoved, onClose }: RemoveDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const remove = async () => {
    setPending(true);
    const outcome = await orUnreached(removeModule(name));
    setPending(false);
    if (outcome.status === "refused") setRefusal(outcome);
    else onRemoved();
  };
  return (
    <dialog
      ref={dialog}
      aria-labelledby="remove-heading"
      onClose={onClose}
      className="m-auto w-[min(28rem,calc(100vw-2rem))] rounded-lg border border-line-strong bg-surface p-4 text-ink backdrop:bg-black/40"
    >
      <div className="grid gap-2">
        <h2 id="remove-heading" className="font-semibold text-body [overflow-wrap:anywhere]">
          Remove “{visibleText(name)}” from the list?
        </h2>
        <p className="text-ink-muted text-small">
          {threads === 0 ? "It has no threads." : `${plural(threads, "thread")} and their costs stay.`} What it says of
          itself is forgotten: description, system prompt and limits. Its directory isn't touched. Asking in it again
          brings the module back.
        </p>
        {refusal ? <RefusalNotice refusal={refusal} /> : null}
        <div className="mt-2 flex justify-end gap-2">
          <Button autoFocus onClick={() => dialog.current?.close()}>
            Cancel
          </Button>
          <Button variant="danger" disabled={pending} onClick={remove}>
            {pending ? "Removing…" : "Remove"}
          </Button>
        </div>
      </div>
    </dialog>
  );
}
