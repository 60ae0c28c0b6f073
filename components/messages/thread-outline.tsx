import clsx from "clsx";
import { Clock } from "lucide-react";
import { memo } from "react";
import type { MessageView } from "@/lib/core/message.ts";
import { LiveDot } from "../ui/live-dot.tsx";
import { withoutMarkdown } from "../ui/without-markdown.ts";
import { answerState, stateWord } from "./answer-state.ts";
import { messageAnchor } from "./message-words.ts";

export interface OutlineEntry {
  messageId: string;
  question: string;
  state: OutlineState;
}

/** How the answer stands, as far as the outline marks it. */
type OutlineState = "queued" | "live" | "failed" | "timed-out" | "ended";

/** The questions of a thread, to go from one to the other. Of use from the second one on. */
export const ThreadOutline = memo(
  function ThreadOutline({ entries }: { entries: readonly OutlineEntry[] }) {
    if (entries.length < 2) return null;
    const isLong = entries.length > 12;
    return (
      <nav
        aria-label="Questions of this thread"
        className="sticky top-16 grid max-h-[calc(100dvh-6rem)] gap-2 overflow-y-auto"
      >
        <p className="font-medium text-fine text-ink-faint">Questions</p>
        <ol className="grid border-line border-l">
          {entries.map((entry) => (
            <li key={entry.messageId}>
              <a
                href={`#${messageAnchor(entry.messageId)}`}
                className="-ml-px flex gap-2 border-transparent border-l py-1 pl-3 text-ink-muted text-small hover:border-accent hover:text-ink"
              >
                <span className={clsx("min-w-0 [overflow-wrap:anywhere]", isLong ? "line-clamp-1" : "line-clamp-2")}>
                  {entry.question}
                </span>
                <Status state={entry.state} />
              </a>
            </li>
          ))}
        </ol>
      </nav>
    );
  },
  (a, b) => JSON.stringify(a.entries) === JSON.stringify(b.entries),
);

function Status({ state }: { state: OutlineState }) {
  switch (state) {
    case "queued":
      return <Clock aria-hidden className="mt-1 ml-auto size-3 shrink-0 text-ink-faint" />;
    case "live":
      return <LiveDot className="mt-1.5 ml-auto" />;
    case "failed":
    case "timed-out":
      return <span className="ml-auto shrink-0 text-danger text-fine leading-5">{stateWord(state)}</span>;
    case "ended":
      return null;
  }
}

function stateOf(answer: MessageView): OutlineState {
  const state = answerState(answer);
  if (state === "queued" || state === "failed" || state === "timed-out") return state;
  return answer.status === "processing" ? "live" : "ended";
}

/** Each question with the status of the answer that follows it. */
export function outlineOf(messages: readonly MessageView[]): OutlineEntry[] {
  return messages.flatMap((message, index) => {
    if (message.type !== "question") return [];
    const answer = messages.find((other, place) => place > index && other.type === "response");
    const [question] = withoutMarkdown(message.content.slice(0, 400))
      .split("\n")
      .filter((line) => line.trim() !== "");
    return [
      {
        messageId: message.messageId,
        question: question?.trim() ?? "No text",
        state: stateOf(answer ?? message),
      },
    ];
  });
}
