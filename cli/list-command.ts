import type { ThreadSummary } from "../lib/core/message.ts";
import { THREAD_SORTS, THREAD_SOURCES, THREAD_STATES } from "../lib/core/thread-filter.ts";
import { COMMON_HELP, readArguments, usageError } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { withStore } from "./open-store.ts";
import { Output } from "./output.ts";
import { oneLine } from "./terminal-text.ts";
import { shortId, sinceWords } from "./words.ts";

export const help = `switchboard list [options] — the threads, newest activity first

  --module NAME   only those in which this module takes part
  --status WORD   live, failed or complete
  --source WORD   here (asked through Switchboard), history (imported) or other
  --tag TAG       only those with this tag
  --title WORDS   only those whose title has these words, each of which may be only begun
  --archived      only the archived ones, which are left out otherwise
  --sort WORD     activity (default), created or title
  --limit N       at most so many (default 20, up to 1,000)
  --json          one JSON object a line
${COMMON_HELP}

  switchboard list --module inventory --status failed
  switchboard list --json --limit 1000 | jq -r .threadId`;

const OPTIONS = {
  module: { type: "string" },
  status: { type: "string" },
  source: { type: "string" },
  tag: { type: "string" },
  title: { type: "string" },
  archived: { type: "boolean", default: false },
  sort: { type: "string" },
  limit: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

/** Lists threads. @returns the exit code */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, OPTIONS);
  if (values.help) {
    console.log(help);
    return EXIT.complete;
  }
  if (positionals.length > 0) throw usageError(`“${positionals.join(" ")}” is too much: list takes only options.`);
  const { module, tag, title, archived } = values;
  const filter = {
    ...{ module, tag, title, archived, limit: limitFrom(values.limit, 20, 1_000) },
    sort: oneOf(THREAD_SORTS, values.sort, "sort"),
    status: oneOf(THREAD_STATES, values.status, "status"),
    source: oneOf(THREAD_SOURCES, values.source, "source"),
  };
  return withStore(values, async (store) => {
    const out = new Output(process.stdout);
    const { threads, next } = await store.listThreadPage(filter);
    for (const thread of threads) await out.write(`${values.json ? JSON.stringify(thread) : line(thread, out)}\n`);
    if (!values.json && threads.length === 0) console.error("There is no such thread.");
    if (!values.json && next !== null) console.error("There are more: --limit shows them.");
    return EXIT.complete;
  });
}

function line(
  { threadId, title, lastQuestion, modules, processingCount, failedCount, lastActivityAt }: ThreadSummary,
  out: Output,
) {
  const state = processingCount > 0 ? "live" : failedCount > 0 ? "failed" : "";
  const who = oneLine(modules.join(", "), 24);
  const head = `${shortId(threadId)}  ${sinceWords(lastActivityAt).padStart(11)} ago  ${who.padEnd(24)}  ${state.padEnd(6)}  `;
  const words = title ?? lastQuestion ?? "(nothing was asked)";
  return head + oneLine(words, out.isTerminal ? Math.max(20, out.columns - head.length - 1) : 200);
}

/** A number of an option. @throws SwitchboardError of the field "arguments" */
export function limitFrom(word: string | undefined, otherwise: number, most: number): number {
  if (word === undefined) return otherwise;
  const limit = Number(word);
  if (Number.isInteger(limit) && limit >= 1 && limit <= most) return limit;
  throw usageError(`“${word}” is no number from 1 to ${most.toLocaleString("en")}.`);
}

/** A word of an option that has only these. @throws SwitchboardError of the field "arguments" */
export function oneOf<Word extends string>(
  words: readonly Word[],
  given: string | undefined,
  option: string,
): Word | undefined {
  const found = words.find((word) => word === given);
  if (found !== undefined || given === undefined) return found;
  throw usageError(`--${option} can't be “${given}”.`, { hint: `It is one of ${words.join(", ")}.` });
}
