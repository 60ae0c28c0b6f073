import type { Block, MessageView } from "@/lib/core/message.ts";
import { withoutMarkdown } from "../ui/without-markdown.ts";

const TAIL_LENGTH = 600;

const lastOf = (message: MessageView, kinds: readonly Block["kind"][]) =>
  message.blocks.findLast((block) => kinds.includes(block.kind) && block.state !== "withdrawn");

/** The end of what the answer says so far, without the marks of Markdown; empty while it says nothing. */
export function answerTail(message: MessageView): string {
  const text = lastOf(message, ["text"])?.text ?? message.content;
  return withoutMarkdown(text.slice(-TAIL_LENGTH))
    .replace(/\n\s*\n/g, "\n")
    .trim();
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
