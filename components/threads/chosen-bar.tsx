"use client";
import { Archive, ArchiveRestore, Pencil, Pin, PinOff, Tag, Trash2, X } from "lucide-react";
import { useState } from "react";
import type { ThreadSummary } from "@/lib/core/message.ts";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Outcome } from "../ui/outcome.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import { RenameForm } from "./rename-form.tsx";
import { TagForm } from "./tag-form.tsx";
import type { ThreadListActions } from "./thread-list-actions.ts";

export interface ChosenBarProps {
  /** Those that are chosen. */
  threads: readonly ThreadSummary[];
  all: readonly ThreadSummary[];
  actions: ThreadListActions;
  setChosen: (threadIds: readonly string[]) => void;
  onClose: () => void;
}

type Open = "tag" | "rename" | "delete" | null;

/** What can be done with the chosen threads; stands at the foot of the window. */
export function ChosenBar({ threads, all, actions, setChosen, onClose }: ChosenBarProps) {
  const [open, setOpen] = useState<Open>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const ids = threads.map((thread) => thread.threadId);
  const run = async (action: Promise<Outcome>): Promise<boolean> => {
    setPending(true);
    const outcome = await orUnreached(action);
    setPending(false);
    setRefusal(outcome.status === "refused" ? `${outcome.message} ${outcome.hint}` : null);
    return outcome.status === "done";
  };
  const pinned = threads.length > 0 && threads.every((thread) => thread.pinned);
  const archived = threads.length > 0 && threads.every((thread) => thread.archived);
  const off = ids.length === 0 || pending;
  const tags = [...new Set(threads.flatMap((thread) => thread.tags))].sort();
  return (
    <section
      aria-label="Chosen threads"
      className="sticky bottom-3 z-20 grid gap-2 rounded-lg border border-line-strong bg-surface px-3 py-2.5 shadow-lg"
    >
      {open === "tag" && ids.length > 0 ? (
        <TagForm
          tags={tags}
          add={(tag) => run(actions.tagThreads(ids, tag))}
          remove={(tag) => run(actions.untagThreads(ids, tag))}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open === "rename" && threads[0] ? (
        <RenameForm
          key={threads[0].threadId}
          thread={threads[0]}
          rename={(title) => run(actions.renameThread(ids[0] ?? "", title))}
          onClose={() => setOpen(null)}
        />
      ) : null}
      <p role="alert" className="text-danger text-small empty:hidden">
        {refusal}
      </p>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
        <p role="status" className="mr-auto font-medium text-ink text-small tabular-nums">
          {ids.length === 0 ? "Choose threads" : `${ids.length} chosen`}
        </p>
        {ids.length < all.length ? (
          <Button size="small" variant="quiet" onClick={() => setChosen(all.map((thread) => thread.threadId))}>
            Choose all {all.length}
          </Button>
        ) : null}
        <Button size="small" disabled={off} onClick={() => void run(actions.pinThreads(ids, !pinned))}>
          {pinned ? <PinOff aria-hidden className="size-3.5" /> : <Pin aria-hidden className="size-3.5" />}
          {pinned ? "Unpin" : "Pin"}
        </Button>
        <Button size="small" disabled={off} onClick={() => setOpen(open === "tag" ? null : "tag")}>
          <Tag aria-hidden className="size-3.5" />
          Tag
        </Button>
        {ids.length === 1 ? (
          <Button size="small" disabled={off} onClick={() => setOpen(open === "rename" ? null : "rename")}>
            <Pencil aria-hidden className="size-3.5" />
            Rename
          </Button>
        ) : null}
        <Button size="small" disabled={off} onClick={() => void run(actions.archiveThreads(ids, !archived))}>
          {archived ? (
            <ArchiveRestore aria-hidden className="size-3.5" />
          ) : (
            <Archive aria-hidden className="size-3.5" />
          )}
          {archived ? "Put back" : "Archive"}
        </Button>
        <Button size="small" variant="danger" disabled={off} onClick={() => setOpen("delete")}>
          <Trash2 aria-hidden className="size-3.5" />
          Delete
        </Button>
        <IconButton label="Stop choosing" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </div>
      {open === "delete" && threads.length > 0 ? (
        <DeleteDialog
          threads={threads}
          onDelete={() => run(actions.deleteThreads(ids))}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </section>
  );
}
