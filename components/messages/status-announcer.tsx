"use client";
import { useEffect, useRef, useState } from "react";
import type { MessageView } from "@/lib/core/message.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { announcement, type Phase, phaseOf } from "./announcement.ts";

export interface StatusAnnouncerProps {
  messages: readonly MessageView[];
  /** Whether the thread's last message is among them. */
  atEnd: boolean;
}

/** Tells screen readers when an answer is put in line, begins, falls silent or ends; not what is only read on to. */
export function StatusAnnouncer({ messages, atEnd }: StatusAnnouncerProps) {
  const known = useRef<ReadonlyMap<string, Phase> | null>(null);
  const wasAtEnd = useRef(atEnd);
  const [words, setWords] = useState("");
  useEffect(() => {
    const answers = messages.filter((message) => message.type === "response");
    const before = known.current;
    known.current = new Map(answers.map((message) => [message.messageId, phaseOf(message)]));
    const heardEnd = wasAtEnd.current;
    wasAtEnd.current = atEnd;
    if (!before) return;
    const lastKnown = answers.findLastIndex(({ messageId }) => before.has(messageId));
    const told = answers.flatMap((message, index) => {
      const isNew = heardEnd && index > lastKnown && (lastKnown !== -1 || before.size === 0);
      if (!isNew && !before.has(message.messageId)) return [];
      return announcement(before.get(message.messageId), message) ?? [];
    });
    if (told.length > 0) setWords(told.join(". "));
  }, [messages, atEnd]);
  return (
    <p role="status" className="sr-only">
      {visibleText(words)}
    </p>
  );
}
