"use client";
import { useState } from "react";
import type { OutlinePart, OutlineQuestion } from "@/lib/core/thread-outline.ts";
import type { ThreadWindow } from "@/lib/core/thread-window.ts";

type Side = "before" | "after";

/** What was read of the outline on one side of what the page holds. */
interface Extension {
  questions: readonly OutlineQuestion[];
  /** The message to go on from; null at the end of the thread. */
  next: string | null;
}

export interface Outline {
  questions: readonly OutlineQuestion[];
  /** Whether there may be more questions before and after. */
  before: boolean;
  after: boolean;
  readOn: (side: Side) => void;
}

/** The most questions that are listed: a list of thousands leads nowhere. */
const MOST = 240;

/** The questions that a page holds, and those around them that its reader has asked for. */
export function useOutline(view: ThreadWindow, own: readonly OutlineQuestion[]): Outline {
  const [earlier, setEarlier] = useState<Extension | null>(null);
  const [later, setLater] = useState<Extension | null>(null);
  const held = new Set(view.messages.map(({ messageId }) => messageId));
  // Of another part of the thread by now: it no longer adjoins what is held.
  const isNear = (extension: Extension | null, end: number) => {
    const nearest = extension?.questions.at(end);
    return nearest === undefined || held.has(nearest.messageId) || isBeside(nearest.timestamp, view, end);
  };
  const [before, after] = [isNear(earlier, -1) ? earlier : null, isNear(later, 0) ? later : null];
  const beyond = (extension: Extension | null) =>
    (extension?.questions ?? []).filter(({ messageId }) => !held.has(messageId));
  const readOn = (side: Side) => {
    const extension = side === "before" ? before : after;
    const edge = side === "before" ? view.messages[0] : view.messages.at(-1);
    const from = extension?.next ?? edge?.messageId;
    if (from === undefined) return;
    fetchOutline(view.thread.threadId, side, from).then(
      (part) => {
        const known = extension?.questions ?? [];
        const questions = side === "before" ? [...part.questions, ...known] : [...known, ...part.questions];
        if (side === "before") setEarlier({ questions: questions.slice(0, MOST), next: part.next });
        else setLater({ questions: questions.slice(-MOST), next: part.next });
      },
      () => {}, // the server was not reached: the button is still there
    );
  };
  return {
    questions: [...beyond(before), ...own, ...beyond(after)],
    before: view.before > 0 && (before === null || before.next !== null),
    after: view.after > 0 && (after === null || after.next !== null),
    readOn,
  };
}

/** Whether a question stands on its side of what is held; one that was jumped over does not. */
function isBeside(timestamp: number, { messages }: ThreadWindow, end: number): boolean {
  const edge = end === -1 ? messages[0] : messages.at(-1);
  return edge !== undefined && (end === -1 ? timestamp <= edge.timestamp : timestamp >= edge.timestamp);
}

async function fetchOutline(threadId: string, side: Side, messageId: string): Promise<OutlinePart> {
  const address = `/api/threads/${encodeURIComponent(threadId)}/outline?${new URLSearchParams({ [side]: messageId })}`;
  const response = await fetch(address, { cache: "no-store" });
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`);
  return (await response.json()) as OutlinePart;
}
