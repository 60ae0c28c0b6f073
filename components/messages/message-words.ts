/** What a type of message is called; the words of other programs are shown as they are. */
export function typeWord(type: string): string {
  if (type === "question") return "Question";
  return type === "response" ? "Answer" : type;
}

/** The element that a link to a message leads to. */
export function messageAnchor(messageId: string): string {
  return `message-${messageId}`;
}
