"use client";
import { useEffect, useRef, useState } from "react";
import type { MessageView, Run } from "@/lib/core/message.ts";
import { PromptField } from "../ask/prompt-field.tsx";
import { useAsk } from "../ask/use-ask.ts";
import { Button } from "../ui/button.tsx";
import { RefusalNotice } from "../ui/refusal-notice.tsx";
import { fetchWhole } from "./blocks/use-whole-text.ts";
import { DialogFrame } from "./dialog-frame.tsx";
import type { ThreadActions } from "./thread-actions.ts";
import { contentOf, wholeContent } from "./whole-content.ts";

export interface EditAgainDialogProps {
  threadId: string;
  run: Run;
  /** null when the page doesn't hold it. */
  question: MessageView | null;
  askModule: ThreadActions["askModule"];
  onClose: () => void;
}

/** A question that was asked, to be changed and asked anew: of the same module, in the same thread, in the same way. */
export function EditAgainDialog({ threadId, run, question, askModule, onClose }: EditAgainDialogProps) {
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const ask = useAsk(askModule, form, onClose);
  const [text, setText] = useState<string | null>(null);
  const [isUnreached, setUnreached] = useState(false);
  useEffect(() => {
    const read = question ? wholeContent(question) : fetchWhole(contentOf(run.questionId));
    read.then(setText, () => setUnreached(true));
  }, [question, run.questionId]);
  const isRead = text !== null;
  useEffect(() => {
    if (!isRead) return;
    field.current?.focus();
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, [isRead]);
  const noDraft = { onInput: () => undefined };
  return (
    <DialogFrame title={`Ask ${run.module} again, with edits`} onClose={onClose}>
      {isUnreached ? (
        <p role="alert" className="text-danger text-small">
          The server was not reached, so the question can’t be shown. Close this and try again.
        </p>
      ) : null}
      <form
        ref={form}
        {...ask.formProps(noDraft, !isRead)}
        aria-label="Ask again with edits"
        className="grid grid-cols-[minmax(0,1fr)] gap-3"
      >
        <input type="hidden" name="threadId" value={threadId} />
        <input type="hidden" name="modulePath" value={run.cwd} />
        <input type="hidden" name="moduleName" value={run.module} />
        <AskedAs run={run} />
        <PromptField
          ref={field}
          id="edit-again-prompt"
          label="Question"
          error={ask.errorOf("prompt")}
          text={text ?? ""}
          onText={setText}
        />
        {ask.state.status === "refused" && ask.state.field !== "prompt" ? <RefusalNotice refusal={ask.state} /> : null}
        <div className="flex items-center justify-between gap-3">
          <p className="text-fine text-ink-faint">It is asked below, as a new question. This one stays as it is.</p>
          <Button type="submit" variant="primary" disabled={ask.pending || !isRead} className="min-w-24">
            {ask.pending ? "Asking" : "Ask"}
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}

/** What the question was asked with: also when the thread has been asked differently since. */
function AskedAs({ run }: { run: Run }) {
  const asked = {
    ...{ systemPrompt: run.systemPrompt, model: run.askedModel, profile: run.profileChosen ? run.profile : null },
    ...{ maxTurns: run.maxTurns, maxBudgetUsd: run.maxBudgetUsd },
  };
  return Object.entries(asked).map(([name, value]) =>
    value === null ? null : <input key={name} type="hidden" name={name} value={String(value)} />,
  );
}
