"use client";
import { ArrowRightLeft, Braces, Columns2, Copy, Link2, PencilLine, RotateCcw, SquareTerminal } from "lucide-react";
import type { MessageView } from "@/lib/core/message.ts";
import { ActionMenu, type MenuAction } from "./action-menu.tsx";
import { wholeAnswerMarkdown } from "./answer-markdown.ts";
import { fetchWhole } from "./blocks/use-whole-text.ts";
import { claudeCommand } from "./claude-command.ts";
import { answerOf, type MessageActs, questionOf, useMessageActs } from "./message-acts.ts";
import { messageAnchor, typeWord } from "./message-words.ts";
import { contentOf, wholeContent } from "./whole-content.ts";

/** What can be done with a message, behind one quiet button. */
export function MessageMenu({ message, className }: { message: MessageView; className?: string }) {
  const acts = useMessageActs();
  if (!acts) return null;
  return (
    <ActionMenu
      label={`Actions: ${typeWord(message.type)}, ${message.module}`}
      actions={() => actionsOf(message, acts)}
      {...(className === undefined ? {} : { className })}
    />
  );
}

function actionsOf(message: MessageView, acts: MessageActs): MenuAction[] {
  const messages = acts.messages();
  const isQuestion = message.type === "question";
  const answer = isQuestion ? answerOf(message, messages) : message;
  const copies = copyActions(message, answer, acts);
  if (!answer?.run) return copies;
  const run = answer.run;
  const isOver = answer.status !== "processing";
  return [
    ...copies,
    ...(run.questionId === "" ? [] : askActions(answer, isOver, acts)),
    ...(isQuestion ? [] : answerActions(answer, isOver, acts)),
  ];
}

function copyActions(message: MessageView, answer: MessageView | null, acts: MessageActs): MenuAction[] {
  const isAnswer = message.type === "response";
  const actions: MenuAction[] = [
    {
      label: "Copy as Markdown",
      icon: <Copy aria-hidden />,
      onSelect: () => acts.copy(isAnswer ? wholeAnswerMarkdown(message) : wholeContent(message), "The text"),
    },
    {
      label: "Copy link",
      icon: <Link2 aria-hidden />,
      onSelect: () => acts.copy(linkTo(message), "The link"),
    },
  ];
  if (answer?.run && answer.run.questionId !== "" && answer.run.origin === null)
    actions.push({
      label: "Copy as claude command",
      icon: <SquareTerminal aria-hidden />,
      onSelect: () => acts.copy(commandOf(answer, acts), "The command"),
    });
  return actions;
}

function askActions(answer: MessageView, isOver: boolean, acts: MessageActs): MenuAction[] {
  const edits = {
    label: "Ask again with edits…",
    icon: <PencilLine aria-hidden />,
    onSelect: () => acts.editAgain(answer),
  };
  if (!isOver) return [{ ...edits, apart: true }];
  const { messageId } = answer;
  return [
    { label: "Ask again", icon: <RotateCcw aria-hidden />, apart: true, onSelect: () => acts.askAgain(messageId) },
    edits,
  ];
}

function answerActions(answer: MessageView, isOver: boolean, acts: MessageActs): MenuAction[] {
  const { messageId, threadId } = answer;
  const events = `/threads/${encodeURIComponent(threadId)}/events/${encodeURIComponent(messageId)}`;
  const raw = { label: "Raw events", icon: <Braces aria-hidden />, apart: true, href: events };
  if (!isOver) return [raw];
  return [
    {
      label: "Ask another module about it…",
      icon: <ArrowRightLeft aria-hidden />,
      onSelect: () => acts.passOn(answer),
    },
    {
      label: "Compare with…",
      icon: <Columns2 aria-hidden />,
      href: `/compare?${new URLSearchParams({ a: messageId })}`,
    },
    raw,
  ];
}

function linkTo(message: MessageView): string {
  return `${location.origin}/threads/${encodeURIComponent(message.threadId)}#${messageAnchor(message.messageId)}`;
}

async function commandOf(answer: MessageView, acts: MessageActs): Promise<string> {
  const { run } = answer;
  if (!run) throw new Error(`Message ${answer.messageId} has no run.`);
  const question = questionOf(answer, acts.messages());
  const text = question ? await wholeContent(question) : await fetchWhole(contentOf(run.questionId));
  return claudeCommand(run, text);
}
