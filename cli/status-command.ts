import { applyOptions, readEnv } from "../lib/env.ts";
import { type RunningStatus, readStatus, type Status } from "../lib/queries/read-status.ts";
import { COMMON_HELP, readArguments, usageError } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { oneLine } from "./terminal-text.ts";
import { bytesWords, durationWords, shortId, sinceWords } from "./words.ts";

export const help = `switchboard status [options] — what runs, what waits, which processes are kept, and where things are

  --json         all of it as one JSON object
${COMMON_HELP}

It only looks: nothing is launched, taken up or made.

  switchboard status
  switchboard status --json | jq '.running[].messageId'`;

/** Tells what goes on. @returns the exit code */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: "boolean", default: false } });
  if (values.help) {
    console.log(help);
    return EXIT.complete;
  }
  if (positionals.length > 0) throw usageError(`“${positionals.join(" ")}” is too much: status takes only options.`);
  applyOptions(values);
  const status = readStatus(readEnv());
  console.log(values.json ? JSON.stringify(status, null, 2) : statusLines(status).join("\n"));
  return EXIT.complete;
}

/** How much of a question is shown. */
const QUESTION_COLUMNS = 60;

function statusLines(status: Status): string[] {
  const { running, waiting, kept, others } = status;
  const question = (text: string | null) => (text === null ? "" : `  ${oneLine(text, QUESTION_COLUMNS)}`);
  return [
    ...section(
      `${running.length} of at most ${status.limits.runs} running`,
      running.map((one) => `${nameOf(one)}  ${runningWords(one)}${question(one.question)}`),
    ),
    ...section(
      `${waiting.length} waiting`,
      waiting.map((one) => {
        const since = one.queuedAt === null ? "" : `, for ${sinceWords(one.queuedAt)}`;
        return `${nameOf(one)}  place ${one.place}${since}${question(one.question)}`;
      }),
    ),
    ...section(
      `${kept.length} kept for follow-ups`,
      kept.map(({ module, threadId, idleSince, rssBytes, pid }) => {
        const facts = [`idle for ${sinceWords(idleSince)}`, bytesWords(rssBytes), pid === null ? "gone" : `pid ${pid}`];
        return `${oneLine(module, 30)}  thread ${shortId(threadId)}  ${facts.join(", ")}`;
      }),
    ),
    ...(others.length === 0
      ? []
      : section(
          `${others.length} written by other programs`,
          others.map((one) => `${nameOf(one)}  for ${sinceWords(one.since)}`),
        )),
    ...surroundings(status),
  ];
}

function section(title: string, lines: string[]): string[] {
  return [title, ...lines.map((line) => `  ${line}`), ""];
}

function nameOf({ messageId, module }: { messageId: string; module: string }): string {
  return `${oneLine(shortId(messageId), 10)}  ${oneLine(module, 30)}`;
}

function runningWords({ state, activity, silentSince, startedAt, pid, followed }: RunningStatus): string {
  const words = [
    `${state} for ${sinceWords(startedAt)}`,
    activity === null ? null : oneLine(activity, 40),
    silentSince === null ? null : `silent for ${sinceWords(silentSince)}`,
    pid === null ? null : `pid ${pid}`,
    followed ? null : "followed by no process: the next one takes it up",
  ];
  return words.filter((word) => word !== null).join(", ");
}

function surroundings({ database, home, runFiles, freeBytes, limits }: Status): string[] {
  const limit = (ms: number, none: string) => (ms === 0 ? none : durationWords(ms / 1000));
  const facts: [string, string][] = [
    ["database", `${database.path} (${database.exists ? bytesWords(database.bytes) : "not there yet"})`],
    ["files of runs", `${runFiles.path} (${bytesWords(runFiles.bytes)})`],
    ["free disk", freeBytes === null ? `unknown (${home})` : bytesWords(freeBytes)],
    ["silence limit", limit(limits.silenceMs, "none")],
    ["total limit", limit(limits.totalMs, "none")],
    [
      "kept processes",
      limits.warmMs === 0 || limits.warmProcesses === 0
        ? "none"
        : `at most ${limits.warmProcesses} for ${durationWords(limits.warmMs / 1000)}, ${bytesWords(limits.warmBytes)} together`,
    ],
  ];
  return facts.map(([name, value]) => `${name.padEnd(15)} ${value}`);
}
