import { AUDIT_EVENTS, AUDIT_WORDS, type AuditEntry, WAY_WORDS } from "../lib/core/audit.ts";
import { listAudit } from "../lib/db/audit.ts";
import { COMMON_HELP, readArguments, usageError } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { limitFrom } from "./list-command.ts";
import { withStore } from "./open-store.ts";
import { Output } from "./output.ts";
import { oneLine } from "./terminal-text.ts";
import { shortId } from "./words.ts";

export const help = `switchboard log [options] — who asked, stopped, trusted, gave rights and signed in, newest first

  --event WORD   only ${AUDIT_EVENTS.join(", ")}
  --limit N      at most so many (default 50, up to 10,000)
  --json         one JSON object a line
${COMMON_HELP}

  switchboard log --event login
  switchboard log --json --limit 10000 > log.jsonl`;

/** Prints the log of what was done. @returns the exit code */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    event: { type: "string" },
    limit: { type: "string" },
    json: { type: "boolean", default: false },
  });
  if (values.help) {
    console.log(help);
    return EXIT.complete;
  }
  if (positionals.length > 0) throw usageError(`“${positionals.join(" ")}” is too much: log takes only options.`);
  const event = AUDIT_EVENTS.find((known) => known === values.event);
  if (values.event !== undefined && event === undefined)
    throw usageError(`“${values.event}” is no event.`, { hint: `There are: ${AUDIT_EVENTS.join(", ")}.` });
  const limit = limitFrom(values.limit, 50, 10_000);
  return withStore(values, async ({ db }) => {
    const out = new Output(process.stdout);
    const entries = listAudit(db, { limit, ...(event && { event }) });
    for (const entry of entries) await out.write(`${values.json ? JSON.stringify(entry) : line(entry)}\n`);
    if (!values.json && entries.length === 0) console.error("Nothing was written down yet.");
    return EXIT.complete;
  });
}

function line({ at, event, way, from, subject, messageId, detail }: AuditEntry): string {
  const when = new Date(at * 1000).toISOString().slice(0, 19).replace("T", " ");
  const about = [subject, messageId && shortId(messageId), detail].filter(Boolean).join(", ");
  return oneLine(`${when}Z ${AUDIT_WORDS[event]} ${about} — ${WAY_WORDS[way]}, ${from}`, 1_000);
}
