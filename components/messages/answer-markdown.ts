import type { Block, MessageView } from "@/lib/core/message.ts";
import { type CutText, contentCutOf, cutOf, fetchWhole } from "./blocks/use-whole-text.ts";

/** What an answer says, as Markdown to paste elsewhere: its own words, without its tools and its thinking. */
export function answerMarkdown(message: MessageView): string {
  const said = message.blocks.filter(isOwnText).map((block) => block.text.trim());
  const text = said.filter((part) => part !== "").join("\n\n");
  return text === "" ? message.content : text;
}

/** The same with all of the texts of which the page has only the beginning. @throws when the server is not reached */
export async function wholeAnswerMarkdown(message: MessageView): Promise<string> {
  const whole = async (text: string, cut: CutText | null) => (cut ? await fetchWhole(cut) : text);
  const blocks = message.blocks.map(async (block) =>
    isOwnText(block) ? { ...block, text: await whole(block.text, cutOf(block)) } : block,
  );
  const content = await whole(message.content, contentCutOf(message));
  return answerMarkdown({ ...message, content, blocks: await Promise.all(blocks) });
}

function isOwnText(block: Block): boolean {
  return block.kind === "text" && block.state !== "withdrawn" && block.parentToolUseId === null;
}
