/** What a type of message is called on a page; other programs' words are shown as they are. */
export function typeWord(type: string): string {
  if (type === "question") return "Question";
  return type === "response" ? "Answer" : type;
}
