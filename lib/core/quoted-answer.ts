/** Where the answer stands that a question quotes. */
export interface QuotedAnswer {
  threadId: string;
  messageId: string;
  module: string;
}

const KEY = "quotes";

/** What is kept with a question that quotes an answer, and with the thread that it begins. */
export function quoteMetadata({ threadId, messageId, module }: QuotedAnswer): Record<string, unknown> {
  return { [KEY]: { thread_id: threadId, message_id: messageId, module } };
}

/** The answer that a message quotes, as its metadata tells, which any program may have written; null for none. */
export function quotedAnswer(metadata: Record<string, unknown> | null): QuotedAnswer | null {
  const quotes = metadata?.[KEY];
  if (typeof quotes !== "object" || quotes === null) return null;
  const { thread_id, message_id, module } = quotes as Record<string, unknown>;
  if (typeof thread_id !== "string" || typeof message_id !== "string" || typeof module !== "string") return null;
  return { threadId: thread_id, messageId: message_id, module };
}

/** A question with an answer of another module below it, as a quotation that names its source. */
export function withQuote(prompt: string, source: QuotedAnswer & { question: string | null; text: string }): string {
  const asked = source.question?.trim().split("\n")[0]?.slice(0, 200).trim();
  const about = asked ? ` to “${asked}”` : "";
  const quoted = source.text
    .trim()
    .split("\n")
    .map((line) => (line === "" ? ">" : `> ${line}`));
  return [
    prompt.trim(),
    "",
    `For context, the answer of the module ${source.module}${about} (message ${source.messageId}):`,
    "",
    ...quoted,
  ].join("\n");
}
