"use client";
import { Archive, ArchiveRestore, Pin, PinOff, Tag, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Thread } from "@/lib/core/message.ts";
import { threadsHref } from "@/lib/core/thread-address.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { latePart, useLatePart } from "../ui/late-part.ts";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Outcome } from "../ui/outcome.ts";
import type { DeletedThread } from "./delete-dialog.tsx";
import type { ThreadListActions } from "./thread-list-actions.ts";

export interface ThreadToolsProps {
  thread: Thread;
  /** What is said of it before it is deleted. */
  about: DeletedThread;
  actions: ThreadListActions;
}

const tagForm = latePart(() => import("./tag-form.tsx"));
const deleteDialog = latePart(() => import("./delete-dialog.tsx"));

/** What can be done with a thread on its own page: pin, tag, archive, delete. Its tags lead to the threads that have them. */
export function ThreadTools({ thread, about, actions }: ThreadToolsProps) {
  const router = useRouter();
  const [open, setOpen] = useState<"tag" | "delete" | null>(null);
  const tagging = useLatePart(tagForm, open === "tag");
  const deleting = useLatePart(deleteDialog, open === "delete");
  const [refusal, setRefusal] = useState<string | null>(null);
  const { threadId, pinned, archived, tags } = thread;
  const run = async (action: Promise<Outcome>): Promise<boolean> => {
    const outcome = await orUnreached(action);
    setRefusal(outcome.status === "refused" ? `${outcome.message} ${outcome.hint}` : null);
    return outcome.status === "done";
  };
  const remove = async () => {
    const deleted = await run(actions.deleteThreads([threadId]));
    if (deleted) router.push("/threads");
    return deleted;
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <div className="-ml-1.5 flex flex-wrap items-center gap-x-1 gap-y-1">
        <IconButton
          label={pinned ? "Unpin the thread" : "Pin the thread"}
          aria-pressed={pinned}
          className={pinned ? "text-accent" : undefined}
          onClick={() => void run(actions.pinThreads([threadId], !pinned))}
        >
          {pinned ? <PinOff aria-hidden className="size-3.5!" /> : <Pin aria-hidden className="size-3.5!" />}
        </IconButton>
        <IconButton
          label={archived ? "Put the thread back into the list" : "Archive the thread"}
          onClick={() => void run(actions.archiveThreads([threadId], !archived))}
        >
          {archived ? (
            <ArchiveRestore aria-hidden className="size-3.5!" />
          ) : (
            <Archive aria-hidden className="size-3.5!" />
          )}
        </IconButton>
        <IconButton label="Delete the thread" onClick={() => setOpen("delete")}>
          <Trash2 aria-hidden className="size-3.5!" />
        </IconButton>
        <IconButton
          label="Tags of the thread"
          aria-expanded={open === "tag"}
          onClick={() => setOpen(open === "tag" ? null : "tag")}
        >
          <Tag aria-hidden className="size-3.5!" />
        </IconButton>
        {archived ? <span className="ml-1 text-fine text-ink-muted">Archived</span> : null}
        {open === "tag" && tagging ? null : tags.map((tag) => <TagLink key={tag} tag={tag} />)}
      </div>
      {open === "tag" && tagging ? (
        <tagging.TagForm
          tags={tags}
          add={(tag) => run(actions.tagThreads([threadId], tag))}
          remove={(tag) => run(actions.untagThreads([threadId], tag))}
          onClose={() => setOpen(null)}
        />
      ) : null}
      <p role="alert" className="text-danger text-small empty:hidden">
        {refusal}
      </p>
      {open === "delete" && deleting ? (
        <deleting.DeleteDialog threads={[about]} onDelete={remove} onClose={() => setOpen(null)} />
      ) : null}
    </div>
  );
}

function TagLink({ tag }: { tag: string }) {
  return (
    <Link
      href={threadsHref({ tag })}
      prefetch={false}
      className="ml-1 inline-flex h-6 max-w-48 items-center truncate rounded bg-sunken px-2 text-fine text-ink-muted hover:bg-hover hover:text-ink"
    >
      {visibleText(tag)}
    </Link>
  );
}
