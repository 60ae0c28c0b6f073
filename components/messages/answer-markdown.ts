import type { Block, MessageView } from "@/lib/core/message.ts";

/** What an answer says, as Markdown to paste elsewhere: its own words, without its tools and its thinking. */
export function answerMarkdown(message: MessageView): string {
  const said = message.blocks.filter(isOwnText).map((block) => block.text.trim());
  const text = said.filter((part) => part !== "").join("\n\n");
  return text === "" ? message.content : text;
}

function isOwnText(block: Block): boolean {
  return block.kind === "text" && block.state !== "withdrawn" && block.parentToolUseId === null;
}
