import type { ImportProblem, ImportRecord } from "../lib/core/import.ts";
import type { HistoryFound } from "../lib/core/import-view.ts";
import type { Db } from "../lib/db/db.ts";
import { countNotShown } from "../lib/db/history-files.ts";
import { listImportProblems } from "../lib/db/imports.ts";
import type { Output } from "./output.ts";
import type { Screen } from "./screen.ts";
import { oneLine } from "./terminal-text.ts";
import { bytesWords, durationWords } from "./words.ts";

/** Problems that a person is shown; --json has all. */
const SHOWN_PROBLEMS = 20;
const MOST_PROBLEMS = 1_000_000;
/** A rate says nothing before so many seconds. */
const RATE_SECONDS = 1;

/** Tells of an import: to a person on a terminal, or to a program as JSON lines. */
export class ImportPrinter {
  readonly #out: Output;
  readonly #screen: Screen;
  readonly #json: boolean;

  constructor(out: Output, screen: Screen, json: boolean) {
    this.#out = out;
    this.#screen = screen;
    this.#json = json;
  }

  async begin(survey: HistoryFound): Promise<void> {
    if (this.#json) {
      await this.#line({ type: "found", ...survey });
      return;
    }
    const { sessions, directories, subagents, bytes, root } = survey;
    const agents = subagents === 0 ? "" : `, ${plural(subagents, "transcript")} of sub-agents`;
    const words = `${plural(sessions, "session")} of ${plural(directories, "directory")}${agents}, ${bytesWords(bytes)}`;
    await this.#out.write(`${words}, in ${root}\n`);
  }

  /** How far it is: on a terminal a line that the next one takes the place of. */
  progress(record: ImportRecord): void {
    if (record.state !== "running" || record.files === 0) return;
    if (this.#json) void this.#line({ type: "progress", ...record });
    else void this.#screen.status(progressWords(record, Date.now() / 1000));
  }

  async end(db: Db, record: ImportRecord, root: string): Promise<void> {
    const problems = listImportProblems(db, { root, limit: MOST_PROBLEMS });
    if (this.#json) {
      for (const problem of problems) await this.#line({ type: "problem", ...problem });
      await this.#line({ type: "ended", ...record, notShown: countNotShown(db, root) });
      return;
    }
    await this.#screen.status("");
    if (problems.length > 0) await this.#tellProblems(problems);
    const words = endWords(record);
    if (record.failure) await this.#screen.say(`${words}\n${record.failure.message}\n${record.failure.hint}`);
    else await this.#out.write(`${words}\n`);
  }

  async #tellProblems(problems: readonly ImportProblem[]): Promise<void> {
    const lines = problems.slice(0, SHOWN_PROBLEMS).map(({ path, line, detail }) => {
      return `  ${path}${line === null ? "" : `:${line}`}  ${oneLine(detail, 100)}`;
    });
    const more = problems.length - lines.length;
    const rest = more > 0 ? [`  and ${more} more: --json lists them all`] : [];
    await this.#screen.say([`Not understood, in all imports of this directory:`, ...lines, ...rest].join("\n"));
  }

  async #line(value: Record<string, unknown>): Promise<void> {
    await this.#out.write(`${JSON.stringify(value)}\n`);
  }
}

/** "3 of 40 files, 12 MB of 200 MB, 9.1 MB/s, about 20 s left". */
export function progressWords(record: ImportRecord, now: number): string {
  const { files, filesDone, bytes, bytesDone, startedAt, messages } = record;
  const seconds = now - startedAt;
  const facts = [`${filesDone} of ${plural(files, "file")}`, `${bytesWords(bytesDone)} of ${bytesWords(bytes)}`];
  if (messages > 0) facts.push(plural(messages, "message"));
  if (seconds >= RATE_SECONDS && bytesDone > 0) {
    const rate = bytesDone / seconds;
    facts.push(`${bytesWords(rate)}/s`, `about ${durationWords((bytes - bytesDone) / rate)} left`);
  }
  return facts.join(", ");
}

function endWords({ state, threads, messages, problems, startedAt, endedAt }: ImportRecord): string {
  const took = durationWords((endedAt ?? startedAt) - startedAt);
  const came = `${plural(messages, "message")} in ${plural(threads, "thread")}`;
  const faults = problems === 0 ? "" : `, ${plural(problems, "line or file", "lines or files")} not understood`;
  if (state === "cancelled") return `Ended after ${took}: ${came} came in and stay${faults}. Import again to go on.`;
  if (state === "failed") return `Failed after ${took}: ${came} came in and stay${faults}.`;
  if (messages === 0 && threads === 0) return `Nothing new${faults}.`;
  return `Done after ${took}: ${came}${faults}.`;
}

function plural(count: number, one: string, many = one.endsWith("y") ? `${one.slice(0, -1)}ies` : `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
