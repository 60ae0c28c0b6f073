import type { MessageView } from "./message.ts";

/** A question of a thread, as its outline lists it. */
export interface OutlineQuestion {
  messageId: string;
  /** The first line of it that has words, at most 120 characters. */
  question: string;
  /** Unix seconds. */
  timestamp: number;
  /** How the answer that follows it stands; null when none does. */
  answer: Pick<MessageView, "status" | "run"> | null;
}

/** A part of a thread's outline. */
export interface OutlinePart {
  questions: OutlineQuestion[];
  /** The message to go on from in the direction that was read; null at the end of the thread. */
  next: string | null;
}

/** How much of a question is read to find its first line. */
export const OUTLINE_TEXT = 400;
const LENGTH = 120;

/** The line that stands for a question. @param withoutMarkdown takes the signs of Markdown out of a text */
export function outlineLine(text: string, withoutMarkdown: (text: string) => string = (same) => same): string {
  const line = withoutMarkdown(text.slice(0, OUTLINE_TEXT))
    .split("\n")
    .find((each) => each.trim() !== "")
    ?.trim();
  if (line === undefined) return "No text";
  return line.length > LENGTH ? `${line.slice(0, LENGTH - 1).toWellFormed()}…` : line;
}
