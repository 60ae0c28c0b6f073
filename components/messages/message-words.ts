/** What a type of message is called; the words of other programs are shown as they are. */
export function typeWord(type: string): string {
  if (type === "question") return "Question";
  return type === "response" ? "Answer" : type;
}

/** The element that a link to a message leads to. */
export function messageAnchor(messageId: string): string {
  return `message-${messageId}`;
}

/** The element that a link to a block leads to. */
export function blockAnchor({ messageId, position }: { messageId: string; position: number }): string {
  return `${messageAnchor(messageId)}-${position}`;
}

/** The button that edits the question of a queued answer: where the focus goes when the editor closes. */
export function editButtonId(messageId: string): string {
  return `edit-question-of-${messageId}`;
}

/** The field for the next question of a thread. */
export const FOLLOW_UP_ID = "follow-up-prompt";
