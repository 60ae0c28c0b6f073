// The little language in which a prompt says what the stand-in answers:
//
//   STEP ;; STEP      one step per response of the turn; past the last one the answer is "Done."
//   PART && PART      the parts of one response, in order
//
// Content        SAY text, THINK text, MORE text (goes on in the block before), TOOL:Name {json},
//                BADTOOL:Name text (an input that is not JSON), LONG chars [delta size],
//                HISTORY, SYSTEM, TOOLS (what the request held)
// Pace           SLOW ms (before every delta), TTFB ms (before the headers),
//                HOLD name (stop here, with the block before still open, until the name is released)
// Ending         STOP reason, USAGE input output
// Faults [xN]    ERR400 … ERR529 [/retry-after], DROP0 (before the headers), DROP, TRUNC, MALFORMED, SSEERR (all after
//                the first delta), HANG (no headers), HANGMID (after the first delta). With xN the first N attempts only.

const WORDS =
  /^(?:(?:SAY|THINK|MORE|LONG|HISTORY|SYSTEM|TOOLS|SLOW|TTFB|HOLD|STOP|USAGE|ERR\d{3}|SSEERR|DROP0?|TRUNC|MALFORMED|HANG(?:MID)?)\b|(?:BAD)?TOOL:\w)/;
const TOOL_INPUT = /^TOOL:[\w.-]+\s*(?=\{)/;
const SEPARATOR = /^(?:\s*(;;)\s*|\s+&&\s+)/;

/** Whether a text is a script, that is, begins with one of its words. */
export function isScript(text: string): boolean {
  return WORDS.test(text);
}

/** Splits a script into steps and their parts; separators inside a tool's JSON input do not count. */
export function parseScript(text: string): string[][] {
  const steps: string[][] = [[]];
  let part = "";
  const endPart = () => {
    if (part.trim() !== "") steps.at(-1)?.push(part.trim());
    part = "";
  };
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const tool = part.trim() === "" ? TOOL_INPUT.exec(rest) : null;
    const separator = SEPARATOR.exec(rest);
    if (tool) {
      const length = tool[0].length + jsonLength(rest.slice(tool[0].length));
      part += rest.slice(0, length);
      at += length;
    } else if (separator) {
      endPart();
      if (separator[1]) steps.push([]);
      at += separator[0].length;
    } else {
      part += rest[0];
      at += 1;
    }
  }
  endPart();
  return steps;
}

/** How long the JSON object is that a text begins with; the whole text when it does not end. */
function jsonLength(text: string): number {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character === "\\") at++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "{") depth++;
    else if (character === "}" && --depth === 0) return at + 1;
  }
  return text.length;
}
