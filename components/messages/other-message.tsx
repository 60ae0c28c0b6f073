import { memo } from "react";
import { StatusBadge } from "../ui/status-badge.tsx";
import { contentCutOf } from "./blocks/use-whole-text.ts";
import { LongMarkdown } from "./long-markdown.tsx";
import { MessageFrame } from "./message-frame.tsx";
import type { PlainMessageProps } from "./question-message.tsx";

/** A message that another program wrote: its words as Markdown, its type and status as they are. */
export const OtherMessage = memo(function OtherMessage(props: PlainMessageProps) {
  const { message } = props;
  return (
    <MessageFrame {...props} margin={message.status === "complete" ? null : <StatusBadge status={message.status} />}>
      {message.content.trim() === "" ? (
        <p className="text-ink-faint text-small">This message has no text.</p>
      ) : (
        <div className="text-body">
          <LongMarkdown text={message.content} cut={contentCutOf(message)} open={message.status === "processing"} />
        </div>
      )}
    </MessageFrame>
  );
});
