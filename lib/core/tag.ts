import { SwitchboardError } from "./failure.ts";

export const TAG_LENGTH = 50;
/** How many tags a thread may have. */
export const MOST_TAGS = 20;

/**
 * A tag as it is kept: without space around it, and with single spaces within.
 * @throws SwitchboardError input-invalid when nothing is left, or it is too long
 */
export function tagFrom(typed: string): string {
  const tag = typed
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .normalize("NFC");
  if (tag !== "" && tag.length <= TAG_LENGTH) return tag;
  throw new SwitchboardError("input-invalid", `A tag has 1 to ${TAG_LENGTH} characters.`, {
    hint: "Write a word or two.",
    field: "tag",
  });
}
