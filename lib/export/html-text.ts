const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for HTML, within an element or a quoted attribute. Characters that HTML has no word for are replaced. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "")
    .replace(/[^\P{Cc}\t\n\r]/gu, "\uFFFD");
}
