"use client";
import { useEffect, useRef, useState } from "react";
import type { MessageView } from "@/lib/core/message.ts";
import { wasStopped } from "./answer-status.tsx";

/** Tells screen readers when an answer begins or ends. Never the text itself, which would not stop. */
export function StatusAnnouncer({ messages }: { messages: readonly MessageView[] }) {
  const known = useRef<ReadonlyMap<string, string> | null>(null);
  const [words, setWords] = useState("");
  useEffect(() => {
    const now = new Map(messages.map((message) => [message.messageId, message.status]));
    const before = known.current;
    known.current = now;
    if (!before) return;
    const changed = messages.findLast(
      (message) => message.type === "response" && before.get(message.messageId) !== message.status,
    );
    if (changed) setWords(statusSentence(changed));
  }, [messages]);
  return (
    <p role="status" className="sr-only">
      {words}
    </p>
  );
}

function statusSentence(message: MessageView): string {
  const { module, status } = message;
  switch (status) {
    case "processing":
      return `${module} is answering`;
    case "complete":
      return `Answer of ${module} complete`;
    case "failed":
      return wasStopped(message) ? `Answer of ${module} stopped` : `Answer of ${module} failed`;
    default:
      return `Answer of ${module}: ${status}`;
  }
}
