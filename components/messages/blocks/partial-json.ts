/** What is there of a JSON text that may still be arriving. Undefined when nothing can be read of it. */
export function readPartialJson(text: string): unknown {
  return parsed(text) ?? parsed(completed(text));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Ends what was begun: strings, objects, arrays; and drops what can't be ended (a name without a value). */
function completed(text: string): string {
  const open: string[] = [];
  let inString = false;
  /** Up to here, with what is open closed, the text is whole. */
  let whole = { length: 0, closing: "" };
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (inString) {
      if (character === "\\") index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{" || character === "[") {
      open.push(character === "{" ? "}" : "]");
      whole = { length: index + 1, closing: closingOf(open) };
    } else if (character === "}" || character === "]") {
      open.pop();
      whole = { length: index + 1, closing: closingOf(open) };
    } else if (character === ",") whole = { length: index, closing: closingOf(open) };
  }
  const ending = inString ? `${text.replace(/\\(?:u[\da-fA-F]{0,3})?$/, "")}"` : text;
  const attempt = ending + closingOf(open);
  return parsed(attempt) === undefined ? text.slice(0, whole.length) + whole.closing : attempt;
}

function closingOf(open: readonly string[]): string {
  return open.toReversed().join("");
}

/** The object that a whole JSON text is; null when it is something else. */
export function plainJson(text: string): object | null {
  const value = parsed(text);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
}
