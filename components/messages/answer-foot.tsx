"use client";
import { Check, Columns2, Copy, RotateCcw } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { MessageView } from "@/lib/core/message.ts";
import { useCopy } from "../markdown/copy-button.tsx";
import { Button } from "../ui/button.tsx";
import { buttonClass } from "../ui/button-class.ts";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Refusal } from "../ui/outcome.ts";
import { RefusalNotice } from "../ui/refusal-notice.tsx";
import { wholeAnswerMarkdown } from "./answer-markdown.ts";
import { messageAnchor } from "./message-words.ts";
import { RunDetails } from "./run-details.tsx";
import type { MessageActions } from "./thread-actions.ts";

export interface AnswerFootProps {
  message: MessageView;
  askAgain: MessageActions["askAgain"];
  /** The answer to the same question before it; null when that was not asked again. */
  earlierId: string | null;
}

/** What can be done with an answer that has ended. */
export function AnswerFoot({ message, askAgain, earlierId }: AnswerFootProps) {
  const again = useAskAgain(message, askAgain);
  const isEmpty = message.blocks.length === 0 && message.content.trim() === "";
  return (
    <footer className="mt-1 grid grid-cols-[minmax(0,1fr)] gap-2">
      <div className="-ml-2 flex flex-wrap items-center gap-x-1">
        {isEmpty ? null : <CopyAnswer message={message} />}
        {message.run?.questionId ? (
          <Button size="small" variant="quiet" disabled={again.pending} onClick={again.ask}>
            <RotateCcw aria-hidden className="size-3.5" />
            {again.pending ? "Asking" : "Ask again"}
          </Button>
        ) : null}
        {earlierId === null ? null : (
          <Link
            href={`/compare?${new URLSearchParams({ a: earlierId, b: message.messageId })}`}
            prefetch={false}
            className={buttonClass({ size: "small", variant: "quiet" })}
          >
            <Columns2 aria-hidden className="size-3.5" />
            Compare with the answer before
          </Link>
        )}
        {message.run ? <RunDetails run={message.run} /> : null}
      </div>
      {again.refusal ? <RefusalNotice refusal={again.refusal} /> : null}
    </footer>
  );
}

function CopyAnswer({ message }: { message: MessageView }) {
  const { state, copy } = useCopy();
  const [unreached, setUnreached] = useState(false);
  const words = unreached
    ? "The server was not reached. Try again"
    : { idle: "Copy as Markdown", copied: "Copied", refused: "The browser did not allow copying" }[state];
  return (
    <Button
      size="small"
      variant="quiet"
      onClick={() => void wholeAnswerMarkdown(message).then(copy, () => setUnreached(true))}
    >
      {state === "copied" ? (
        <Check aria-hidden className="size-3.5 text-live" />
      ) : (
        <Copy aria-hidden className="size-3.5" />
      )}
      <span aria-live="polite">{words}</span>
    </Button>
  );
}

function useAskAgain(message: MessageView, askAgain: MessageActions["askAgain"]) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const ask = () =>
    startTransition(async () => {
      const answer = await orUnreached(askAgain(message.messageId));
      setRefusal(answer.status === "refused" ? answer : null);
      if (answer.status !== "done") return;
      router.push(`/threads/${encodeURIComponent(answer.threadId)}#${messageAnchor(answer.messageId)}`);
    });
  return { ask, pending, refusal };
}
