"use client";
import { useEffect, useRef, useState } from "react";
import type { MessageView } from "@/lib/core/message.ts";
import { announcement, type Phase, phaseOf } from "./announcement.ts";

/** Tells screen readers when an answer is put in line, begins, falls silent or ends. */
export function StatusAnnouncer({ messages }: { messages: readonly MessageView[] }) {
  const known = useRef<ReadonlyMap<string, Phase> | null>(null);
  const [words, setWords] = useState("");
  useEffect(() => {
    const answers = messages.filter((message) => message.type === "response");
    const before = known.current;
    known.current = new Map(answers.map((message) => [message.messageId, phaseOf(message)]));
    if (!before) return;
    const told = answers.flatMap((message) => announcement(before.get(message.messageId), message) ?? []);
    if (told.length > 0) setWords(told.join(". "));
  }, [messages]);
  return (
    <p role="status" className="sr-only">
      {words}
    </p>
  );
}
