"use client";
import { memo, useContext, useState } from "react";
import type { MessageView } from "@/lib/core/message.ts";
import { MarkContext } from "../markdown/mark-context.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { Button } from "../ui/button.tsx";
import { sizeWords } from "./amounts.ts";
import { MessageFrame } from "./message-frame.tsx";
import { QuestionEditor } from "./question-editor.tsx";
import type { MessageActions } from "./thread-actions.ts";

export interface PlainMessageProps {
  message: MessageView;
  targeted: boolean;
  skippable: boolean;
}

export interface QuestionMessageProps extends PlainMessageProps {
  /** The answer that waits for it, while the question is being edited; else null. */
  editedFor: string | null;
  /** Whether that answer still waits. */
  waits: boolean;
  editQuery: MessageActions["editQuery"];
  onClose: (restoreFocus?: boolean) => void;
}

/** A question, and a form in its place while it is being edited. */
export const QuestionMessage = memo(function QuestionMessage(props: QuestionMessageProps) {
  const { editedFor, waits, editQuery, onClose, ...frame } = props;
  const stored = props.message.content;
  // What was saved is shown at once; what is stored takes its place when the page hears of it.
  const [saved, setSaved] = useState<{ text: string; over: string } | null>(null);
  const content = saved?.over === stored ? saved.text : stored;
  const question = <QuestionText content={content} />;
  return (
    <MessageFrame {...frame}>
      {editedFor === null ? (
        question
      ) : (
        <QuestionEditor
          messageId={editedFor}
          content={content}
          waits={waits}
          editQuery={editQuery}
          onSaved={(text) => {
            setSaved({ text, over: stored });
            onClose();
          }}
          onClose={onClose}
        >
          {question}
        </QuestionEditor>
      )}
    </MessageFrame>
  );
});

/** A question may be a whole file; of a very long one the beginning is shown first. */
const SHOWN = 6_000;

function QuestionText({ content }: { content: string }) {
  const [all, setAll] = useState(false);
  const pattern = useContext(MarkContext);
  const isFound = pattern !== null && pattern.marks(content.slice(SHOWN)).length > 0;
  const isCut = !all && !isFound && content.length > SHOWN;
  return (
    <div className="rounded-md border border-line bg-surface px-4 py-3 text-body [&_p]:whitespace-pre-line">
      <Markdown text={isCut ? `${content.slice(0, SHOWN)}…` : content} />
      {isCut ? (
        <Button size="small" variant="quiet" className="-ml-2 mt-2" onClick={() => setAll(true)}>
          Show all of it: {sizeWords(content)}
        </Button>
      ) : null}
    </div>
  );
}
