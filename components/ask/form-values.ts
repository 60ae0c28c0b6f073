/** The fields of a form that hold what the person typed, by name. */
export function readValues(form: HTMLFormElement): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value !== "" && name !== "threadId") values[name] = value;
  }
  return values;
}

/** Puts a value into a field as if it had been typed, so that whatever listens to the field hears of it. */
export function fillField(field: Element | RadioNodeList | null, value: string): void {
  const holdsText = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  if (!holdsText && !(field instanceof HTMLSelectElement)) return;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
