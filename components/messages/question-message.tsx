"use client";
import { memo, useContext, useEffect, useState } from "react";
import type { MessageView } from "@/lib/core/message.ts";
import { MarkContext } from "../markdown/mark-context.ts";
import { hasMarks } from "../markdown/mark-words.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { Button } from "../ui/button.tsx";
import { sizeWords } from "./amounts.ts";
import { AskedBy } from "./asked-by.tsx";
import { type CutText, contentCutOf, showAllWords, useWholeText, type WholeText } from "./blocks/use-whole-text.ts";
import { MessageFrame } from "./message-frame.tsx";
import { QuestionEditor } from "./question-editor.tsx";
import { QuotedSource } from "./quoted-source.tsx";
import type { MessageActions } from "./thread-actions.ts";

export interface PlainMessageProps {
  message: MessageView;
  /** Its place in the thread, from 1, and how many messages there are. */
  position: number;
  size: number;
  targeted: boolean;
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
  const cut = contentCutOf(props.message);
  const whole = useWholeText(cut);
  const { state, read } = whole;
  const isLeftOut = cut !== null && whole.text === null;
  const content = saved?.over === stored ? saved.text : (whole.text ?? stored);
  const question = <QuestionText content={content} cut={isLeftOut ? cut : null} whole={whole} />;
  // Only all of a question can be edited: what is saved takes its place.
  useEffect(() => {
    if (editedFor !== null && isLeftOut && state === "idle") read();
  });
  return (
    <MessageFrame {...frame}>
      <AskedBy message={props.message} />
      <QuotedSource metadata={props.message.metadata} />
      {editedFor === null || isLeftOut ? (
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

interface QuestionTextProps {
  content: string;
  /** Set when the page has only its beginning. */
  cut: CutText | null;
  whole: WholeText;
}

function QuestionText({ content, cut, whole }: QuestionTextProps) {
  const [all, setAll] = useState(false);
  const pattern = useContext(MarkContext);
  const isFound = pattern !== null && hasMarks(content.slice(SHOWN), pattern);
  const isShort = !all && !isFound && content.length > SHOWN;
  const isCut = cut !== null || isShort;
  return (
    <div className="rounded-md border border-line bg-surface px-4 py-3 text-body [&_p]:whitespace-pre-line">
      <Markdown text={isCut ? `${isShort ? content.slice(0, SHOWN) : content}…` : content} />
      {isCut ? (
        <Button
          size="small"
          variant="quiet"
          className="-ml-2 mt-2"
          disabled={whole.state === "reading"}
          onClick={() => {
            setAll(true);
            if (cut) whole.read();
          }}
        >
          {showAllWords(whole.state, sizeWords(cut?.size ?? content))}
        </Button>
      ) : null}
    </div>
  );
}
