"use client";
import { memo, useContext, useState } from "react";
import type { MessageView } from "@/lib/core/message.ts";
import { MarkContext } from "../markdown/mark-context.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { Button } from "../ui/button.tsx";
import { sizeWords } from "./amounts.ts";
import { MessageFrame } from "./message-frame.tsx";

export interface PlainMessageProps {
  message: MessageView;
  targeted: boolean;
  skippable: boolean;
}

/** A question may be a whole file; of a very long one the beginning is shown first. */
const SHOWN = 6_000;

export const QuestionMessage = memo(function QuestionMessage(props: PlainMessageProps) {
  const { content } = props.message;
  const [all, setAll] = useState(false);
  const pattern = useContext(MarkContext);
  const isFound = pattern !== null && content.slice(SHOWN).search(pattern) !== -1;
  const isCut = !all && !isFound && content.length > SHOWN;
  return (
    <MessageFrame {...props}>
      <div className="rounded-md border border-line bg-surface px-4 py-3 text-body [&_p]:whitespace-pre-line">
        <Markdown text={isCut ? `${content.slice(0, SHOWN)}…` : content} />
        {isCut ? (
          <Button size="small" variant="quiet" className="-ml-2 mt-2" onClick={() => setAll(true)}>
            Show all of it: {sizeWords(content)}
          </Button>
        ) : null}
      </div>
    </MessageFrame>
  );
});
