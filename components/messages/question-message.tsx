"use client";
import { memo, useContext, useEffect, useState } from "react";
import type { MessageView } from "@/lib/core/message.ts";
import { MarkContext } from "../markdown/mark-context.ts";
import { hasMarks } from "../markdown/mark-words.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { Button } from "../ui/button.tsx";
import { latePart, useLatePart } from "../ui/late-part.ts";
import { sizeWords } from "./amounts.ts";
import { AskedBy } from "./asked-by.tsx";
import { type CutText, contentCutOf, showAllWords, useWholeText, type WholeText } from "./blocks/use-whole-text.ts";
import { MessageFrame } from "./message-frame.tsx";
import { QuotedSource } from "./quoted-source.tsx";
import { beginningOf, beginningOfQuestion, QUESTION_SHOWN } from "./shown-beginning.ts";
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

const lateEditor = latePart(() => import("./question-editor.tsx"));

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
  const editor = useLatePart(lateEditor, editedFor !== null);
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
      {editedFor === null || isLeftOut || editor === null ? (
        question
      ) : (
        <editor.QuestionEditor
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
        </editor.QuestionEditor>
      )}
    </MessageFrame>
  );
});

interface QuestionTextProps {
  content: string;
  /** Set when the page has only its beginning. */
  cut: CutText | null;
  whole: WholeText;
}

function QuestionText({ content, cut, whole }: QuestionTextProps) {
  const [all, setAll] = useState(false);
  const pattern = useContext(MarkContext);
  const isFound = pattern !== null && hasMarks(content.slice(QUESTION_SHOWN), pattern);
  const isShort = !all && !isFound && content.length > QUESTION_SHOWN;
  const isCut = cut !== null || isShort;
  return (
    <div className="rounded-md border border-line bg-surface px-4 py-3 text-body [&_p]:whitespace-pre-line">
      <Markdown text={isShort ? beginningOfQuestion(content, isCut) : beginningOf(content, isCut)} />
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
