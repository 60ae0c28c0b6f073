/** What a tool answered, apart from what Claude Code put around it. */
export interface ToolResult {
  text: string;
  /** What Claude Code told the model beside it. */
  notes: string[];
  /** Images and documents that were in it. Only what they were is kept. */
  media: { type: string; format: string; size: string | null }[];
}

const ERROR = /^\s*<tool_use_error>([\s\S]*?)<\/tool_use_error>\s*$/;
const NOTE = /\n*<system-reminder>([\s\S]*?)<\/system-reminder>\n*/g;
/** As lib/core/claude/content-block.ts names what it doesn't keep. */
const MEDIA = /^\[(image|document), ([^\],]+)(?:, (\d+ kB))?\]$/;

/** Reads what a tool answered: the marks of Claude Code are taken off, its notes and media are put apart. */
export function readToolResult(answer: string): ToolResult {
  const notes: string[] = [];
  const said = (ERROR.exec(answer)?.[1] ?? answer).replace(NOTE, (_, note: string) => {
    notes.push(note.trim());
    return "\n";
  });
  const media: ToolResult["media"] = [];
  if (!said.includes("[image, ") && !said.includes("[document, "))
    return { text: untouched(said, notes), notes, media };
  const lines = said.split("\n").filter((line) => {
    const [, type, format, size = null] = MEDIA.exec(line) ?? [];
    if (type === undefined || format === undefined) return true;
    media.push({ type, format, size });
    return false;
  });
  return { text: lines.join("\n"), notes, media };
}

/** Where a note was taken out, no empty line is left at an edge. */
function untouched(text: string, notes: readonly string[]): string {
  return notes.length > 0 ? text.replace(/^\n+|\n+$/g, "") : text;
}

/** Lines of a file with their numbers, as Read answers them. */
export interface FileLines {
  first: number;
  text: string;
}

/** Numbers stand before a tab, or before an arrow in older versions. */
const NUMBERED = /^ *(\d+)(?:\t|→)(.*)$/;

/** Takes the numbers off what Read answered; null when it isn't numbered from one line to the next. */
export function fileLines(text: string): FileLines | null {
  const lines = text.replace(/\n$/, "").split("\n");
  const first = Number(NUMBERED.exec(lines[0] ?? "")?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(first)) return null;
  const bare: string[] = [];
  for (const [at, line] of lines.entries()) {
    const [, number, rest = ""] = NUMBERED.exec(line) ?? [];
    if (Number(number) === first + at) bare.push(rest);
    // Of a text of which the page has only the beginning the last line may be half of one.
    else if (at === lines.length - 1 && String(first + at).startsWith(line.trim())) break;
    else return null;
  }
  return { first, text: bare.join("\n") };
}

/** What a command answered: how it ended when that is said, and its output. */
export function commandResult(text: string): { exitCode: number | null; output: string } {
  const [head, code] = /^Exit code (\d+)(?:\n|$)/.exec(text) ?? [];
  const output = head === undefined ? text : text.slice(head.length);
  return { exitCode: code === undefined ? null : Number(code), output: isNoOutput(output) ? "" : output };
}

function isNoOutput(output: string): boolean {
  return /^\(Bash completed with no output\)\s*$/.test(output);
}

/** What a sub-agent answered, and what Claude Code says of its work. */
export interface AgentResult {
  text: string;
  tokens: number | null;
  calls: number | null;
  durationMs: number | null;
}

/** Reads what a sub-agent answered: the lines for the model about how to go on with it are taken off. */
export function agentResult(answer: string): AgentResult {
  const usage = /\n?<usage>([\s\S]*?)<\/usage>\s*$/.exec(answer);
  const figure = (names: string) => {
    const [, value] = new RegExp(`(?:${names}): (\\d+)`).exec(usage?.[1] ?? "") ?? [];
    return value === undefined ? null : Number(value);
  };
  const said = (usage ? answer.slice(0, usage.index) : answer).replace(/(?:^|\n)agentId: [^\n]*\s*$/, "");
  return {
    text: said,
    tokens: figure("subagent_tokens|total_tokens"),
    calls: figure("tool_uses"),
    durationMs: figure("duration_ms"),
  };
}

/** Whether a call was not run because nobody had allowed it. */
export function isRefused(answer: string): boolean {
  return (
    /^Claude requested permissions to .* but you haven't granted it yet\./.test(answer) ||
    /^Permission to use .* has been denied/.test(answer) ||
    /^The user doesn't want to proceed with this tool use\./.test(answer)
  );
}
