"use client";
import type { MessageView } from "@/lib/core/message.ts";
import { useShortcuts } from "../keys/use-shortcuts.ts";
import type { LiveThread } from "../live/use-live-thread.ts";
import { wholeAnswerMarkdown } from "./answer-markdown.ts";
import { useMessageActs } from "./message-acts.ts";
import { FOLLOW_UP_ID } from "./message-words.ts";
import { nearestAnswer, nextQuestion } from "./nearest-message.ts";
import type { Reading } from "./use-reading.ts";

export interface ReadingKeysProps extends Pick<LiveThread, "view" | "readOn"> {
  goTo: (messageId: string, focus?: boolean) => void;
  placeNow: Reading["placeNow"];
  /** Whether words are being looked for: then n goes from hit to hit. */
  isFinding: boolean;
}

/**
 * Keys of a thread: n and p go to the next question and the one before, e folds all that tools did and E unfolds it, c
 * copies the answer that is read, m opens the menu of what has the focus, r goes to the form for the next question.
 */
export function ReadingKeys(props: ReadingKeysProps) {
  const keys = { ...props, acts: useMessageActs() };
  useShortcuts({
    "question-next": () => !keys.isFinding && step(keys, 1),
    "question-before": () => !keys.isFinding && step(keys, -1),
    "fold-all": () => foldAll(false),
    "unfold-all": () => foldAll(true),
    "answer-copy": () => copyAnswer(keys),
    "message-menu": () => openMenu(keys),
    "follow-up": focusForm,
  });
  return null;
}

type Keys = ReadingKeysProps & { acts: ReturnType<typeof useMessageActs> };

function step({ view, goTo, readOn, placeNow }: Keys, by: 1 | -1): boolean {
  const found = nextQuestion(view.messages, here(placeNow), by);
  if (found) goTo(found.messageId, true);
  else readOn(by === 1 ? "after" : "before");
  return true;
}

/** The message that has the focus, else the one that is read. */
function here(placeNow: Reading["placeNow"]): string | null {
  const focused = document.activeElement?.closest<HTMLElement>("article[data-message]")?.dataset.message;
  return focused ?? placeNow()?.messageId ?? null;
}

/** What one reads stays where it is: the page holds its place whatever gets another height. */
function foldAll(open: boolean): boolean {
  for (const fold of document.querySelectorAll<HTMLDetailsElement>("[data-messages] details")) fold.open = open;
  return true;
}

function copyAnswer({ view, placeNow, acts }: Keys): boolean {
  const answer = nearestAnswer(view.messages, here(placeNow));
  if (answer) acts?.copy(wholeAnswerMarkdown(answer), `The answer of ${answer.module}`);
  return answer !== null;
}

function openMenu({ view, placeNow }: Keys): boolean {
  const messageId = here(placeNow) ?? (view.messages.at(-1) as MessageView | undefined)?.messageId;
  const article = [...document.querySelectorAll<HTMLElement>("article[data-message]")].find(
    (each) => each.dataset.message === messageId,
  );
  const button = article?.querySelector<HTMLElement>("[data-menu]");
  button?.click();
  return button !== null && button !== undefined;
}

function focusForm(): boolean {
  const field = document.getElementById(FOLLOW_UP_ID);
  field?.focus();
  field?.scrollIntoView({ block: "center" });
  return field !== null;
}
