const PARAGRAPH_END = /\n[ \t]*\n/;
/** Code, which is passed over; or what may be math, in dollars or in brackets with a backslash. Neither without bound. */
const TOKEN =
  /(^|\n) {0,3}(`{3,}|~{3,})[^\n]*(?:\n[\s\S]*?)?(?:\n {0,3}\2[`~]*[ \t]*(?=\n|$)|$)|(`+)(?!`)[\s\S]{0,4000}?[^`]\3(?!`)|\\([([])([\s\S]{0,2000}?)\\([)\]])|\\[\s\S]|\$\$([\s\S]{1,4000}?)\$\$|\$(?![\s$])((?:\\[\s\S]|[^$\\]){0,1000}?)(?<!\s)\$(?![\d$\w])/g;
const MATH_MARK = /[\\`*_[\]<>&~!^]/g;
const LINE_MARK = /(^|\n)([ \t]*)([-+=#]|\d+(?=[.)]))/g;

/**
 * Leaves math as the text that it is: what Markdown would take for emphasis, a link or an escape in it is quoted. Math is
 * what stands in `$…$` (without a space within the dollars, and no digit after them: "$5 or $10" are prices), `$$…$$`,
 * `\(…\)` and `\[…\]`.
 */
export function keepMath(source: string): string {
  if (!source.includes("$") && !/\\[([]/.test(source)) return source;
  return source.replace(TOKEN, (...match: (string | undefined)[]) => {
    const [all = "", , , , open, bracketed, close, displayed, inline] = match;
    if (bracketed !== undefined) {
      const isPair = (open === "(") === (close === ")");
      return isPair && !PARAGRAPH_END.test(bracketed) ? `\\\\${open}${quoted(bracketed)}\\\\${close}` : all;
    }
    const math = displayed ?? inline;
    if (math === undefined || PARAGRAPH_END.test(math)) return all;
    const fence = displayed === undefined ? "$" : "$$";
    return `${fence}${quoted(math)}${fence}`;
  });
}

/** What a table's cell ends at is not quoted: it may be one. */
function quoted(math: string): string {
  return math
    .replace(MATH_MARK, "\\$&")
    .replace(LINE_MARK, (all, before, space, mark) =>
      before === "" ? all : `${before}${space}${/\d/.test(mark) ? mark : `\\${mark}`}`,
    );
}
