import type { Block, MessageView } from "@/lib/core/message.ts";
import { withoutMarkdown } from "../ui/without-markdown.ts";

/** At least so much is shown where there is so much: three lines and more. */
const SHOWN = 400;
/** Farther back no line's beginning is looked for. */
const LONGEST = 2_000;

const lastOf = (message: MessageView, kinds: readonly Block["kind"][]) =>
  message.blocks.findLast((block) => kinds.includes(block.kind) && block.state !== "withdrawn");

/** The end of what the answer says so far, without the marks of Markdown; empty while it says nothing. */
export function answerTail(message: MessageView): string {
  const text = lastOf(message, ["text"])?.text ?? message.content;
  return withoutMarkdown(text.slice(beginOfTail(text)))
    .replace(/\n\s*\n/g, "\n")
    .trim();
}

/** Where a line begins, so that it breaks at the same words while it grows; of a very long one, where a sentence does. */
function beginOfTail(text: string): number {
  const last = text.length - SHOWN;
  if (last <= 0) return 0;
  const first = Math.max(0, text.length - LONGEST);
  const line = text.lastIndexOf("\n", last) + 1;
  if (line >= first) return line;
  const sentence = text.lastIndexOf(". ", last) + 2;
  return sentence > first ? sentence : text.length - 2 * SHOWN;
}

/** What the run is busy with, in a few words. */
export function activityWords(message: MessageView): string {
  if (message.run?.state === "queued") return "Waiting in line";
  if (message.run?.state === "stopping") return "Stopping";
  if (message.run === null) return message.content === "" ? "Starting" : "Writing";
  if (message.run?.activity) return message.run.activity;
  const open = message.blocks.findLast((block) => block.state === "open");
  switch (open?.kind) {
    case "thinking":
      return "Thinking";
    case "text":
      return "Writing";
    case "tool_use":
      return open.name ? `Using ${open.name}` : "Using a tool";
    default:
      return message.run.state === "starting" ? "Starting" : "Working";
  }
}
