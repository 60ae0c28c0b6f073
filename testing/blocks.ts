/** A text block that is being written, without its place. */
export const OPEN_TEXT = {
  kind: "text",
  state: "open",
  name: null,
  toolUseId: null,
  parentToolUseId: null,
  isError: false,
} as const;
