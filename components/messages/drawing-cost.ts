import type { Block, MessageView } from "@/lib/core/message.ts";

/** From about so many elements on, only the messages near the window are drawn. */
const MOST_DRAWN = 1_400;

/** About how many elements a message is drawn with. */
function elementsOf({ blocks, content }: MessageView): number {
  const said = blocks.length === 0 ? content.length : blocks.reduce((sum, block) => sum + drawnLength(block), 0);
  return 28 + 18 * blocks.length + said / 40;
}

/** Whether messages are too many to be drawn all at once. */
export function isLong(messages: readonly MessageView[]): boolean {
  let sum = 0;
  return messages.some((message) => {
    sum += elementsOf(message);
    return sum > MOST_DRAWN;
  });
}

/** About how high a message will be, in pixels, until it has been drawn once. */
export function likelyHeight({ blocks, content }: MessageView): number {
  const said = blocks.length === 0 ? content.length : blocks.reduce((sum, block) => sum + drawnLength(block), 0);
  const folded = blocks.filter(({ kind }) => kind !== "text" && kind !== "tool_result").length;
  return 110 + 38 * folded + (said / 90) * 24;
}

const drawnLength = ({ kind, text }: Block) => (kind === "text" ? text.length : 0);
