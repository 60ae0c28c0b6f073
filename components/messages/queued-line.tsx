"use client";
import { Clock, Pencil, Undo2 } from "lucide-react";
import type { MessageView } from "@/lib/core/message.ts";
import { useSharedHome } from "../shell/live-home.tsx";
import { Button } from "../ui/button.tsx";
import { activityLineClass } from "./activity-line.tsx";
import { isQueued } from "./answer-state.ts";
import { editButtonId } from "./message-words.ts";
import { type Wait, waitWords } from "./queue-words.ts";

export interface QueuedLineProps {
  message: MessageView;
  /** Whether its module has an earlier question of the thread to answer first. */
  afterEarlier: boolean;
  /** Whether its question is being edited right now. */
  editing: boolean;
  onEdit: (message: MessageView) => void;
}

/** What a question in line waits for, where its answer will be written; it can still be changed. */
export function QueuedLine({ message, afterEarlier, editing, onEdit }: QueuedLineProps) {
  return (
    <div className={activityLineClass}>
      <Clock aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
      <WaitNote position={message.run?.queuePosition ?? null} afterEarlier={afterEarlier} />
      {message.run?.questionId ? (
        <Button
          id={editButtonId(message.messageId)}
          size="small"
          disabled={editing}
          onClick={() => onEdit(message)}
          className="max-sm:ml-auto"
        >
          <Pencil aria-hidden className="size-3" />
          Edit question
        </Button>
      ) : null}
    </div>
  );
}

/** By itself, because it hears of every piece of text that is written anywhere. */
function WaitNote(wait: Omit<Wait, "running">) {
  const { live } = useSharedHome().home;
  const running = live.filter(({ message }) => message.run !== null && !isQueued(message)).length;
  return <p className="min-w-0 [overflow-wrap:anywhere]">{waitWords({ ...wait, running })}</p>;
}

/** Stands where the question in line stood: nothing went wrong, and nothing was written. */
export function WithdrawnLine() {
  return (
    <p className={activityLineClass}>
      <Undo2 aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
      The question was withdrawn before it was asked.
    </p>
  );
}
