/** Plain words for where Markdown isn't drawn: without the marks of headings, quotes, fences, code and bold. */
export function withoutMarkdown(text: string): string {
  return text
    .replace(/^[ \t]*(?:>[ \t]?)+/gm, "")
    .replace(/(^|\s)#{1,6}[ \t]+/g, "$1")
    .replace(/```[\w-]*\n?/g, "")
    .replace(/\*\*|`/g, "");
}
