import type { KeyboardEvent } from "react";

/** Sends the form of a text field by Ctrl or Cmd with Enter, which alone begins a new line. */
export function sendOnModifiedEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
