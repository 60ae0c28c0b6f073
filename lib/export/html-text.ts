import { visibleProse, visibleText } from "../core/visible-text.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Words for HTML, within an element or a quoted attribute. What could mislead is made visible, also what HTML has no word for. */
export function escaped(text: string): string {
  return visibleProse(text.toWellFormed()).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/** The same for code, names and paths, in which nothing hidden has a use. */
export function escapedCode(text: string): string {
  return escaped(visibleText(text));
}
