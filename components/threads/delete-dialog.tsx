"use client";
import { useEffect, useRef, useState } from "react";
import type { ThreadSummary } from "@/lib/core/message.ts";
import { Button } from "../ui/button.tsx";
import { threadTitle } from "./thread-title.ts";

/** What the question needs to know of a thread. */
export type DeletedThread = Pick<ThreadSummary, "title" | "lastQuestion" | "messageCount">;

export interface DeleteDialogProps {
  threads: readonly DeletedThread[];
  /** @returns whether they are deleted; else the caller says why not */
  onDelete: () => Promise<boolean>;
  onClose: () => void;
}

/** Asks before threads are deleted for good. */
export function DeleteDialog({ threads, onDelete, onClose }: DeleteDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [pending, setPending] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const only = threads.length === 1 ? threads[0] : null;
  const messages = threads.reduce((sum, thread) => sum + thread.messageCount, 0);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="delete-heading"
      onClose={onClose}
      className="m-auto w-[min(28rem,calc(100vw-2rem))] rounded-lg border border-line-strong bg-surface p-4 text-ink backdrop:bg-black/40"
    >
      <div className="grid gap-2">
        <h2 id="delete-heading" className="line-clamp-3 font-semibold text-body [overflow-wrap:anywhere]">
          {only ? `Delete “${threadTitle(only)}”?` : `Delete ${threads.length} threads?`}
        </h2>
        <p className="text-ink-muted text-small">
          {messages === 1 ? "1 message" : `${messages.toLocaleString("en")} messages`} with answers, tool calls and
          costs will be gone for good. Claude Code's own transcripts stay where they are, and aren't imported again.
        </p>
        <div className="mt-2 flex justify-end gap-2">
          <Button autoFocus onClick={() => dialog.current?.close()}>
            Cancel
          </Button>
          <Button
            variant="danger"
            disabled={pending}
            onClick={async () => {
              setPending(true);
              await onDelete();
              setPending(false);
              dialog.current?.close();
            }}
          >
            {pending ? "Deleting…" : "Delete"}
          </Button>
        </div>
      </div>
    </dialog>
  );
}
