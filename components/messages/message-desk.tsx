"use client";
import clsx from "clsx";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { MessageView } from "@/lib/core/message.ts";
import type { ThreadWindow } from "@/lib/core/thread-window.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { latePart, useLatePart } from "../ui/late-part.ts";
import { orUnreached } from "../ui/or-unreached.ts";
import { type MessageActs, MessageActsContext, questionOf } from "./message-acts.ts";
import { messageAnchor } from "./message-words.ts";
import type { ThreadActions } from "./thread-actions.ts";

/** What has just been done, or why not. */
interface Note {
  words: string;
  isRefusal: boolean;
}

export interface MessageDeskProps {
  view: ThreadWindow;
  actions: ThreadActions;
  children: ReactNode;
}

const editDialog = latePart(() => import("./edit-again-dialog.tsx"));
const passOnDialog = latePart(() => import("./pass-on-dialog.tsx"));

/** Does what the menus and keys of the messages ask for, in one place for all of them: dialogs, and short notes. */
export function MessageDesk({ view, actions, children }: MessageDeskProps) {
  const router = useRouter();
  const latest = useRef({ view, actions });
  useEffect(() => {
    latest.current = { view, actions };
  });
  const [dialog, setDialog] = useState<{ kind: "edit" | "pass-on"; answer: MessageView } | null>(null);
  const edit = useLatePart(editDialog, dialog?.kind === "edit");
  const passOn = useLatePart(passOnDialog, dialog?.kind === "pass-on");
  const { note, tell } = useNote();
  const acts = useMemo<MessageActs>(
    () => ({
      messages: () => latest.current.view.messages,
      askAgain: async (answerId) => {
        const asked = await orUnreached(latest.current.actions.askAgain(answerId));
        if (asked.status === "refused") tell({ words: `${asked.message} ${asked.hint}`, isRefusal: true });
        if (asked.status === "done")
          router.push(`/threads/${encodeURIComponent(asked.threadId)}#${messageAnchor(asked.messageId)}`);
      },
      editAgain: (answer) => setDialog({ kind: "edit", answer }),
      passOn: (answer) => setDialog({ kind: "pass-on", answer }),
      copy: async (text, what) => tell(await copied(text, what)),
    }),
    [router, tell],
  );
  const close = () => setDialog(null);
  return (
    <MessageActsContext value={acts}>
      {children}
      {edit && dialog?.kind === "edit" && dialog.answer.run ? (
        <edit.EditAgainDialog
          threadId={view.thread.threadId}
          run={dialog.answer.run}
          question={questionOf(dialog.answer, view.messages)}
          askModule={actions.askModule}
          onClose={close}
        />
      ) : null}
      {passOn && dialog?.kind === "pass-on" ? (
        <passOn.PassOnDialog answer={dialog.answer} passOnAnswer={actions.passOnAnswer} onClose={close} />
      ) : null}
      <NoteView note={note} />
    </MessageActsContext>
  );
}

async function copied(text: string | Promise<string>, what: string): Promise<Note> {
  let words: string;
  try {
    words = await text;
  } catch {
    return { words: "The server was not reached, so nothing was copied. Try again.", isRefusal: true };
  }
  try {
    await navigator.clipboard.writeText(words);
    return { words: `${what} was copied.`, isRefusal: false };
  } catch {
    return { words: "The browser did not allow copying.", isRefusal: true };
  }
}

const NOTE_MS = 2_500;
const REFUSAL_MS = 10_000;

function useNote() {
  const [note, setNote] = useState<Note | null>(null);
  useEffect(() => {
    if (!note) return;
    const timer = setTimeout(() => setNote(null), note.isRefusal ? REFUSAL_MS : NOTE_MS);
    return () => clearTimeout(timer);
  }, [note]);
  return { note, tell: setNote };
}

function NoteView({ note }: { note: Note | null }) {
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 bottom-5 z-30 flex justify-center px-4">
      {note ? (
        <p
          className={clsx(
            "rounded-md border bg-surface px-3 py-1.5 text-small shadow-lg",
            note.isRefusal ? "border-danger text-danger" : "border-line-strong text-ink",
          )}
        >
          {visibleText(note.words)}
        </p>
      ) : null}
    </div>
  );
}
