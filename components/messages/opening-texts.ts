import type { ThreadWindow, WindowMessage } from "@/lib/core/thread-window.ts";
import type { ShownMarkdown } from "../markdown/read-parts.ts";
import { atOpening } from "./opening-range.ts";
import { beginningOf, beginningOfQuestion } from "./shown-beginning.ts";

/**
 * The Markdown that a thread's page can draw before it has a reader of its own: what it opens with first, then the rest
 * of what it holds, where a reader may go at once.
 */
export function openingTexts(view: ThreadWindow, named: string | null): ShownMarkdown[] {
  const range = atOpening(view, named);
  if (range === null) return view.messages.flatMap((message) => textsOf(message, true));
  const at = (id: string) => view.messages.findIndex(({ messageId }) => messageId === id);
  const [first, last] = [at(range.first), at(range.last)];
  const isNear = (_message: WindowMessage, index: number) => first <= index && index <= last;
  const isFar = (_message: WindowMessage, index: number) => index < first || last < index;
  const { messages } = view;
  return [...messages.filter(isNear), ...messages.filter(isFar)].flatMap((message) => textsOf(message, false));
}

function textsOf(message: WindowMessage, withFolds: boolean): ShownMarkdown[] {
  const { type, content, wholeSize } = message;
  const isCut = wholeSize !== undefined;
  if (type === "question") return [{ text: beginningOfQuestion(content, isCut), open: false }];
  const said = message.blocks.filter(({ kind }) => kind === "text" || (withFolds && kind === "thinking"));
  if (type === "response" && message.blocks.length > 0)
    return said.map((block) => ({
      text: beginningOf(block.text, block.wholeSize !== undefined),
      open: block.state === "open",
    }));
  return [{ text: beginningOf(content, isCut), open: message.status === "processing" }];
}
