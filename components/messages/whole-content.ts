import type { MessageView } from "@/lib/core/message.ts";
import { contentCutOf, fetchWhole } from "./blocks/use-whole-text.ts";

/** All of what a message says. @throws when the server is not reached */
export async function wholeContent(message: MessageView): Promise<string> {
  const cut = contentCutOf(message);
  return cut ? fetchWhole(cut) : message.content;
}

/** What a message says that the page doesn't hold. */
export const contentOf = (messageId: string) => ({ messageId, position: null, size: 0 });
