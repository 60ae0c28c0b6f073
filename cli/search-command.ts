import type { Hit } from "../lib/core/search-result.ts";
import { terminalAbilities } from "../lib/env.ts";
import { COMMON_HELP, readArguments, usageError } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { limitFrom, oneOf } from "./list-command.ts";
import { withStore } from "./open-store.ts";
import { Output } from "./output.ts";
import { cleanForTerminal, oneLine } from "./terminal-text.ts";
import { shortId } from "./words.ts";

export const help = `switchboard search "WORDS" [options] — finds what was said

  --sort WORD    relevance (default) or newest
  --limit N      at most so many hits (default 10, up to 200)
  --json         one JSON object a line: each hit, then how many there are
${COMMON_HELP}

Words, "an exact phrase", -without, this OR that, and module: from: status: type: tool: before: after: in: as in the
dashboard. Nothing typed is an error.

  switchboard search 'export "purchase order" -draft'
  switchboard search "after:7d tool:Bash make" --sort newest --json`;

const OPTIONS = {
  sort: { type: "string" },
  limit: { type: "string" },
  json: { type: "boolean", default: false },
} as const;
const BOLD = "\u001b[1m";
const PLAIN = "\u001b[0m";

/** Searches all conversations. @returns the exit code */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, OPTIONS);
  if (values.help) {
    console.log(help);
    return EXIT.complete;
  }
  const query = positionals.join(" ");
  if (query.trim() === "")
    throw usageError("There is nothing to look for.", { hint: "For example: switchboard search crates" });
  const sort = oneOf(["relevance", "newest"], values.sort, "sort");
  const limit = limitFrom(values.limit, 10, 200);
  return withStore(values, async (store) => {
    const out = new Output(process.stdout);
    const { hits, total, totalIsCapped, notes } = await store.searchMessages({ query, limit, ...(sort && { sort }) });
    for (const note of notes) console.error(note);
    for (const hit of hits) {
      await out.write(`${values.json ? JSON.stringify(lineOf(hit)) : hitLines(hit, out.isTerminal)}\n`);
    }
    if (values.json) await out.write(`${JSON.stringify({ type: "found", total, totalIsCapped })}\n`);
    else
      console.error(
        `${totalIsCapped ? "More than " : ""}${total} ${total === 1 ? "message matches" : "messages match"}.`,
      );
    return EXIT.complete;
  });
}

function hitLines({ threadId, threadTitle, module, type, timestamp, snippet }: Hit, isTerminal: boolean): string {
  const bold = isTerminal && terminalAbilities().colours;
  const day = new Date(timestamp * 1_000).toISOString().slice(0, 10);
  const head = [shortId(threadId), day, oneLine(module, 30), type, oneLine(threadTitle ?? "", 60)].join("  ");
  const text = snippet
    .map(({ text: piece, marked }) => {
      const shown = cleanForTerminal(piece.replace(/\s+/g, " "));
      return marked && bold ? BOLD + shown + PLAIN : shown;
    })
    .join("");
  return `${head.trimEnd()}\n    ${text}`;
}

/** What kind of message it is stands in `kind`: `type` says what kind of line it is. */
function lineOf({ type: kind, ...hit }: Hit) {
  return { type: "hit", kind, ...hit };
}
