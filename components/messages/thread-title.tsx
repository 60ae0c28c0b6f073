"use client";
import { Pencil } from "lucide-react";
import { useEffect, useRef, useState, useTransition } from "react";
import type { Thread } from "@/lib/core/message.ts";
import { threadTitle } from "../threads/thread-title.ts";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { inputClass } from "../ui/input-class.ts";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Refusal } from "../ui/outcome.ts";
import type { ThreadActions } from "./thread-actions.ts";

export interface ThreadTitleProps {
  thread: Thread;
  /** Stands for the title when there is none. */
  firstQuestion: string | null;
  renameThread: ThreadActions["renameThread"];
}

/** The thread's title, and a form in its place while it is being changed. */
export function ThreadTitle({ thread, firstQuestion, renameThread }: ThreadTitleProps) {
  const [editing, setEditing] = useState(false);
  const title = threadTitle({ title: thread.title, lastQuestion: firstQuestion?.slice(0, 200) ?? null });
  const [edited, setEdited] = useState(false);
  const close = () => {
    setEditing(false);
    setEdited(true);
  };
  if (editing) return <TitleForm thread={thread} title={title} renameThread={renameThread} onClose={close} />;
  return (
    <div className="flex min-w-0 items-start gap-1">
      <h1 className="line-clamp-3 min-w-0 font-semibold text-title [overflow-wrap:anywhere]">{title}</h1>
      {/* Whoever comes back from the form finds the focus where it was. */}
      <IconButton label="Rename the thread" autoFocus={edited} className="-my-0.5" onClick={() => setEditing(true)}>
        <Pencil aria-hidden className="size-3.5!" />
      </IconButton>
    </div>
  );
}

interface TitleFormProps {
  thread: Thread;
  title: string;
  renameThread: ThreadActions["renameThread"];
  onClose: () => void;
}

function TitleForm({ thread, title, renameThread, onClose }: TitleFormProps) {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, startTransition] = useTransition();
  const save = (form: FormData) =>
    startTransition(async () => {
      const outcome = await orUnreached(renameThread(thread.threadId, String(form.get("title"))));
      if (outcome.status === "refused") setRefusal(outcome);
      else onClose();
    });
  const field = useRef<HTMLInputElement>(null);
  // The person has just asked for this field.
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className="grid gap-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        save(new FormData(event.currentTarget));
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <div className="flex flex-wrap gap-2">
        <input
          name="title"
          aria-label="Title of the thread"
          defaultValue={title}
          maxLength={200}
          ref={field}
          onFocus={(event) => event.currentTarget.select()}
          aria-invalid={refusal ? true : undefined}
          className={`${inputClass} h-8 min-w-48 flex-1`}
        />
        <Button type="submit" variant="primary" disabled={pending}>
          Rename
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
      <p role="alert" className="text-danger text-small empty:hidden">
        {refusal ? `${refusal.message} ${refusal.hint}` : null}
      </p>
    </form>
  );
}
