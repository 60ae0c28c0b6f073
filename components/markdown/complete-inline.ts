interface OpenMark {
  mark: string;
  /** Where the text after the mark begins, in what has been written so far. */
  at: number;
}

const TOKEN = new RegExp(
  [
    /\\[\s\S]/, // an escape
    /`+|\*+|_+|~~?/, // code, emphasis, struck out
    /!?\[/, // the beginning of a link or an image
    /\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"]*")?\)/, // where a link leads
    /\]\((?:[^()\n]|\([^()\n]*(?:\)|$))*$/, // where it leads, as far as it has arrived
    /\]/,
    /[\\!]$/,
  ]
    .map((pattern) => pattern.source)
    .join("|"),
  "g",
);

/** Closes emphasis, code and links that were begun and aren't closed yet, in the text of one paragraph. */
export function completeInline(source: string): string {
  const open: OpenMark[] = [];
  let out = "";
  let at = 0;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(source); match; match = TOKEN.exec(source)) {
    const [token] = match;
    out += source.slice(at, match.index);
    at = match.index + token.length;
    if (token.startsWith("`")) {
      const end = codeEnd(source, at, token.length);
      if (end === -1) return close(openCode(out, token, source.slice(at)), open);
      out += source.slice(match.index, end);
      at = end;
      TOKEN.lastIndex = end;
    } else if (token === "\\" || token === "!") {
      // What it escapes, or the image that it may begin, is still to come.
    } else if (token.startsWith("]")) {
      out = closeLink(out, token, open, at === source.length);
    } else if (token.startsWith("\\")) {
      out += token;
    } else if (token.endsWith("[")) {
      open.push({ mark: token, at: out.length + token.length });
      out += token;
    } else {
      out = emphasis(out, token, open, source[match.index - 1], source[at]);
    }
  }
  return close(out + source.slice(at), open);
}

function codeEnd(source: string, from: number, length: number): number {
  for (const match of source.slice(from).matchAll(/`+/g)) {
    if (match[0].length === length) return from + match.index + length;
  }
  return -1;
}

/** Some of the marks that will end the code may be there already: they are not part of it. */
function openCode(out: string, fence: string, rest: string): string {
  const inner = rest.replace(/`+$/, "");
  return inner.trim() === "" ? out : `${out}${fence}${inner}${fence}`;
}

function closeLink(out: string, token: string, open: OpenMark[], atEnd: boolean): string {
  const index = open.findLastIndex(({ mark }) => mark.endsWith("["));
  const begun = open[index];
  if (!begun) return out + token;
  open.splice(index);
  const whole = token.split("(").length === token.split(")").length;
  if (whole && !(token === "]" && atEnd)) return out + token;
  // Where it leads is still arriving: its words alone.
  return out.slice(0, begun.at - begun.mark.length) + out.slice(begun.at);
}

function emphasis(out: string, token: string, open: OpenMark[], before = " ", after?: string): string {
  if (token === "~") return after === undefined ? out : out + token;
  const word = /[\p{L}\p{N}]/u;
  const inWord = token.startsWith("_") && word.test(before) && after !== undefined && word.test(after);
  if (inWord) return out + token;
  const index = open.findLastIndex(({ mark }) => mark[0] === token[0]);
  const begun = open[index];
  if (begun && !/\s/.test(before) && begun.at < out.length) {
    if (token.length < begun.mark.length && after === undefined) return out;
    open.splice(index);
    const left = token.length < begun.mark.length ? begun.mark.slice(token.length) : "";
    if (left) open.push({ mark: left, at: begun.at });
    return out + token;
  }
  if (after === undefined) return out;
  if (/\s/.test(after)) return out + token;
  open.push({ mark: token, at: out.length + token.length });
  return out + token;
}

/** Ends what is open, the last first. What has no text yet, and the bracket of a link, goes. */
function close(text: string, open: readonly OpenMark[]): string {
  let out = text;
  for (const { mark, at } of open.toReversed()) {
    const inner = out.slice(at);
    const before = out.slice(0, at - mark.length);
    if (mark.endsWith("[")) out = before + inner;
    else if (inner.trim() === "") out = before;
    else out = `${out.trimEnd()}${mark}`;
  }
  return out;
}
