import type { Message } from "../lib/core/message.ts";
import type { ConversationStore } from "../lib/db/store.ts";
import { exportThread } from "../lib/queries/export-conversations.ts";
import { findThreadId } from "../lib/queries/find-answer.ts";
import { readMessages, readThreadHead } from "../lib/queries/read-messages.ts";
import { COMMON_HELP, readArguments, usageError } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { withStore } from "./open-store.ts";
import { Output } from "./output.ts";
import { cleanForTerminal } from "./terminal-text.ts";

export const help = `switchboard thread ID [options] — what was said in a thread

  --json         one JSON object a line: the thread, then each message in its order
${COMMON_HELP}

ID is that of a thread, or its first 6 characters or more. Without --json it is Markdown; switchboard export has
other formats, and switchboard watch follows what is being written.

  switchboard thread 1a2b3c | less
  switchboard thread 1a2b3c --json | jq -r 'select(.type == "message") | .content'`;

/** Prints a thread. @returns the exit code */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: "boolean", default: false } });
  if (values.help) {
    console.log(help);
    return EXIT.complete;
  }
  const [id, ...more] = positionals;
  if (id === undefined) throw usageError("There is no thread to show.", { hint: "switchboard list shows them." });
  if (more.length > 0) throw usageError(`“${more.join(" ")}” is too much: thread takes one id.`);
  return withStore(values, async (store) => {
    const out = new Output(process.stdout);
    const threadId = findThreadId(store.db, id);
    if (values.json) await printJson(store, threadId, out);
    else await printMarkdown(store, threadId, out);
    return EXIT.complete;
  });
}

async function printMarkdown(store: ConversationStore, threadId: string, out: Output): Promise<void> {
  for await (const chunk of exportThread(store, threadId, "md").chunks) {
    await out.write(out.isTerminal ? cleanForTerminal(chunk) : chunk);
  }
}

/** How many messages are read at once. */
const PAGE = 200;

async function printJson(store: ConversationStore, threadId: string, out: Output): Promise<void> {
  await out.write(`${JSON.stringify({ type: "thread", ...readThreadHead({ store }, threadId) })}\n`);
  let after: string | null = null;
  for (;;) {
    const place = after === null ? { from: "start" as const } : { after };
    const { messages, hasLater } = await readMessages({ store }, { threadId, limit: PAGE, ...place });
    for (const message of messages) await out.write(`${JSON.stringify(lineOf(message))}\n`);
    after = messages.at(-1)?.messageId ?? null;
    if (!hasLater || after === null) return;
  }
}

/** What kind of message it is stands in `kind`: `type` says what kind of line it is. */
function lineOf({ type: kind, ...message }: Message) {
  return { type: "message", kind, ...message };
}
