"use client";
import clsx from "clsx";
import { Clock } from "lucide-react";
import { memo, useMemo } from "react";
import type { MessageView } from "@/lib/core/message.ts";
import { OUTLINE_TEXT, type OutlineQuestion, outlineLine } from "@/lib/core/thread-outline.ts";
import type { ThreadWindow } from "@/lib/core/thread-window.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { LiveDot } from "../ui/live-dot.tsx";
import { withoutMarkdown } from "../ui/without-markdown.ts";
import { answerState, stateWord } from "./answer-state.ts";
import { messageAnchor } from "./message-words.ts";
import { useOutline } from "./use-outline.ts";

/** How the answer stands, as far as the outline marks it. */
type OutlineState = "queued" | "live" | "failed" | "timed-out" | "ended";

/** From so many questions on, each has one line. */
const MANY = 12;

export interface ThreadOutlineProps {
  view: ThreadWindow;
  goTo: (messageId: string, focus?: boolean) => void;
}

/** The questions of a thread, to go from one to the other. Of a long thread those around what is read, and more on demand. */
export const ThreadOutline = memo(function ThreadOutline({ view, goTo }: ThreadOutlineProps) {
  const own = useMemo(() => outlineOf(view.messages), [view.messages]);
  const { questions, before, after, readOn } = useOutline(view, own);
  if (questions.length < 2 && !before && !after) return null;
  return (
    <nav
      aria-label="Questions of this thread"
      className="sticky top-4 grid max-h-[calc(100dvh-3rem)] gap-2 overflow-y-auto"
    >
      <p className="font-medium text-fine text-ink-faint">Questions</p>
      {before ? <More words="Earlier questions" onClick={() => readOn("before")} /> : null}
      <Entries entries={questions} goTo={goTo} />
      {after ? <More words="Later questions" onClick={() => readOn("after")} /> : null}
    </nav>
  );
});

function More({ words, onClick }: { words: string; onClick: () => void }) {
  return (
    <button
      type="button"
      className="justify-self-start rounded-sm text-fine text-ink-muted underline decoration-line-strong underline-offset-2 hover:text-ink"
      onClick={onClick}
    >
      {words}
    </button>
  );
}

interface EntriesProps {
  entries: readonly OutlineQuestion[];
  goTo: ThreadOutlineProps["goTo"];
}

const Entries = memo(
  function Entries({ entries, goTo }: EntriesProps) {
    return (
      <ol className="grid border-line border-l">
        {entries.map((entry) => (
          <li key={entry.messageId}>
            <a
              href={`#${messageAnchor(entry.messageId)}`}
              // Also when the address names it already, or it isn't on the page.
              onClick={() => goTo(entry.messageId, true)}
              className="-ml-px flex gap-2 border-transparent border-l py-1 pl-3 text-ink-muted text-small hover:border-accent hover:text-ink"
            >
              <span
                className={clsx(
                  "min-w-0 [overflow-wrap:anywhere]",
                  entries.length > MANY ? "line-clamp-1" : "line-clamp-2",
                )}
              >
                {visibleText(entry.question)}
              </span>
              <Status state={stateOf(entry.answer)} />
            </a>
          </li>
        ))}
      </ol>
    );
  },
  (a, b) => a.goTo === b.goTo && sameEntries(a.entries, b.entries),
);

/** Whether two outlines look the same: with every piece of text they are made anew. */
function sameEntries(a: readonly OutlineQuestion[], b: readonly OutlineQuestion[]): boolean {
  return (
    a.length === b.length &&
    a.every((entry, index) => {
      const other = b[index];
      if (entry.messageId !== other?.messageId || entry.question !== other.question) return false;
      return stateOf(entry.answer) === stateOf(other.answer);
    })
  );
}

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

function stateOf(answer: OutlineQuestion["answer"]): OutlineState {
  if (answer === null) return "ended";
  const state = answerState(answer);
  if (state === "queued" || state === "failed" || state === "timed-out") return state;
  return answer.status === "processing" ? "live" : "ended";
}

/** Each question with the answer that follows it. */
function outlineOf(messages: readonly MessageView[]): OutlineQuestion[] {
  const entries: OutlineQuestion[] = [];
  let answer: MessageView | null = null;
  for (const message of messages.toReversed()) {
    if (message.type === "response") answer = message;
    if (message.type !== "question") continue;
    const { messageId, timestamp, content } = message;
    entries.push({
      messageId,
      timestamp,
      question: outlineLine(withoutMarkdown(content.slice(0, OUTLINE_TEXT))),
      answer,
    });
  }
  return entries.reverse();
}
