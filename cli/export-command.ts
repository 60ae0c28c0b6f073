import path from "node:path";
import { sinceTime } from "../lib/core/since-time.ts";
import type { ConversationStore } from "../lib/db/store.ts";
import {
  type Export,
  exportAll,
  exportThread,
  THREAD_FORMATS,
  type ThreadFormat,
} from "../lib/queries/export-conversations.ts";
import { findThreadId } from "../lib/queries/find-answer.ts";
import { COMMON_HELP, readArguments, usageError } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { withStore } from "./open-store.ts";
import { Output } from "./output.ts";
import { writeWholeFile } from "./write-whole-file.ts";

export const help = `switchboard export [THREAD] [options] — a thread to read or to keep, or everything as JSON Lines

  --format WORD  of a thread: md (default), json, html, jsonl; of everything: jsonl
  --output FILE  writes this file instead of stdout, whole or not at all
  --force        writes over FILE when it is there
  --module NAME  only threads in which this module takes part
  --since DAY    only threads that went on since then: 2026-11-01, 2026-11-01T12:00Z
${COMMON_HELP}

THREAD is the id of a thread, or its first 6 characters or more. JSON Lines can be imported again: switchboard import.

  switchboard export 1a2b3c --format html --output formats.html
  switchboard export --output everything.jsonl
  switchboard export --module inventory | gzip > inventory.jsonl.gz`;

/** Writes conversations to stdout or to a file. @returns the exit code */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    format: { type: "string" },
    output: { type: "string" },
    force: { type: "boolean", default: false },
    module: { type: "string" },
    since: { type: "string" },
  });
  if (values.help) {
    console.log(help);
    return EXIT.complete;
  }
  const [thread, ...more] = positionals;
  if (more.length > 0)
    throw usageError(`“${more.join(" ")}” is too much: export takes one thread, or none for everything.`);
  if (values.force && values.output === undefined) throw usageError("--force goes with --output.");
  const make = asked(thread, values);
  return withStore(values, (store) => write(make(store), values.output, values.force));
}

/** What was asked for, checked before anything is opened. */
function asked(
  thread: string | undefined,
  { format, module, since }: { format?: string; module?: string; since?: string },
): (store: ConversationStore) => Export {
  if (thread === undefined) {
    if (format !== undefined && format !== "jsonl") {
      throw usageError(`Everything can't be exported as “${format}”, only a thread.`, {
        hint: "switchboard export THREAD --format md; without a thread the format is jsonl.",
      });
    }
    const from = since === undefined ? {} : { since: sinceTime(since) };
    return (store) => exportAll(store, { ...(module !== undefined && { module }), ...from });
  }
  if (module !== undefined || since !== undefined) throw usageError("--module and --since choose among all threads.");
  const chosen = THREAD_FORMATS.find((known) => known === (format ?? "md"));
  if (!chosen)
    throw usageError(`There is no format “${format}”.`, { hint: `There are: ${THREAD_FORMATS.join(", ")}.` });
  return (store) => exportThread(store, findThreadId(store.db, thread), chosen satisfies ThreadFormat);
}

async function write({ chunks }: Export, output: string | undefined, force: boolean): Promise<number> {
  if (output !== undefined) {
    await writeWholeFile(path.resolve(output), force, chunks);
    return EXIT.complete;
  }
  let gone: NodeJS.ErrnoException | null = null;
  const out = new Output(process.stdout, (error) => {
    gone = error;
  });
  for await (const chunk of chunks) {
    await out.write(chunk);
    if (gone !== null) break; // a reader that has enough (| head) is no error
  }
  return EXIT.complete;
}
