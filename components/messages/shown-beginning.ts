/** A question may be a whole file; of a very long one the beginning is shown first, in characters. */
export const QUESTION_SHOWN = 6_000;

/** What is shown of a text of which the page may have only the beginning. */
export function beginningOf(text: string, isCut: boolean): string {
  return isCut ? `${text}…` : text;
}

/** What is shown of a question until the reader asks for all of it. */
export function beginningOfQuestion(text: string, isCut: boolean): string {
  return beginningOf(text.slice(0, QUESTION_SHOWN), isCut || text.length > QUESTION_SHOWN);
}
