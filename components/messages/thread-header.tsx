"use client";
import { memo } from "react";
import type { MessageView } from "@/lib/core/message.ts";
import { isWhole, type ThreadWindow } from "@/lib/core/thread-window.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { ExportMenu } from "../threads/export-menu.tsx";
import { ThreadTools } from "../threads/thread-tools.tsx";
import { Breadcrumbs } from "../ui/breadcrumbs.tsx";
import { costWords, plural } from "./amounts.ts";
import { wentWrong } from "./answer-state.ts";
import type { ThreadActions } from "./thread-actions.ts";
import { ThreadTitle } from "./thread-title.tsx";

export interface ThreadHeaderProps {
  view: ThreadWindow;
  actions: ThreadActions;
}

/** What the thread is: its title, the modules in it, how much was asked and what it cost. */
export const ThreadHeader = memo(function ThreadHeader({ view, actions }: ThreadHeaderProps) {
  const { thread, messages } = view;
  const firstQuestion = isWhole(view) ? (messages.find(isQuestion)?.content ?? null) : view.about.firstQuestion;
  const about = {
    title: thread.title,
    lastQuestion: firstQuestion?.slice(0, 200) ?? null,
    messageCount: view.before + messages.length + view.after,
  };
  return (
    <header className="grid grid-cols-[minmax(0,1fr)] gap-1.5 border-line border-b pb-4">
      <div className="flex items-center justify-between gap-3">
        <Breadcrumbs above={[{ words: "Threads", href: "/threads" }]} />
        <ExportMenu threadId={thread.threadId} />
      </div>
      <ThreadTitle thread={thread} firstQuestion={firstQuestion} renameThread={actions.renameThread} />
      <p className="flex flex-wrap gap-x-3 gap-y-1 text-ink-muted text-small">
        <span className="[overflow-wrap:anywhere]">{visibleText(modulesOf(view).join(", "))}</span>
        {factsOf(view).map((fact) => (
          <span key={fact} className="text-ink-faint tabular-nums">
            {fact}
          </span>
        ))}
      </p>
      <ThreadTools thread={thread} about={about} actions={actions} />
    </header>
  );
});

const isQuestion = (message: MessageView) => message.type === "question";

function modulesOf({ thread, messages, about }: ThreadWindow): string[] {
  return [...new Set([...thread.modules, ...about.modules, ...messages.map((message) => message.module)])];
}

/** Of a thread that is only held in part, how long it is: the rest would have to be counted message by message. */
function factsOf(view: ThreadWindow): string[] {
  const { messages, before, after } = view;
  if (!isWhole(view)) return [plural(before + messages.length + after, "message")];
  const questions = messages.filter(isQuestion).length;
  const failed = messages.filter(wentWrong).length;
  const cost = messages.reduce((sum, message) => sum + (message.run?.costUsd ?? 0), 0);
  const facts = [questions > 0 ? plural(questions, "question") : plural(messages.length, "message")];
  if (failed > 0) facts.push(`${failed} failed`);
  if (cost > 0) facts.push(costWords(cost));
  return facts;
}
