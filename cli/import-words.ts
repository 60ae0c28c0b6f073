import type { FileReport } from "../lib/core/file-report.ts";
import { COUNTED_KINDS, type CountedKind, FILE_PROBLEMS } from "../lib/core/import-tally.ts";
import { oneLine } from "./terminal-text.ts";
import { bytesWords, durationWords } from "./words.ts";

/** How many problems are told in words. */
const TOLD = 20;

const ONE: Readonly<Record<CountedKind, string>> = {
  ...{ threads: "thread", messages: "message", modules: "module", searches: "search", templates: "template" },
};

/** "42 %, 12,000 messages, 3,000 a second, 10 s left". */
export function progressLine({ bytes, bytesDone, tally }: FileReport, seconds: number): string {
  const share = bytes === 0 ? 1 : bytesDone / bytes;
  const left = share > 0.01 ? `, ${durationWords((seconds * (1 - share)) / share)} left` : "";
  const rate = Math.round(tally.messages.read / Math.max(0.1, seconds));
  return `${Math.floor(share * 100)} %, ${number(tally.messages.read)} messages, ${number(rate)} a second${left}`;
}

/** Whether all that was read is here now. */
export function isComplete({ problemCounts }: FileReport): boolean {
  return Object.keys(problemCounts).every((kind) => FILE_PROBLEMS[kind as keyof typeof FILE_PROBLEMS] !== "lost");
}

/** What an import did, or would do. */
export function reportLines(
  report: FileReport,
  { preview, cancelled }: { preview: boolean; cancelled: boolean },
): string[] {
  const { what, source, bytes, tally, problems, problemCounts, mappings } = report;
  const kinds = COUNTED_KINDS.filter((kind) => tally[kind].read > 0);
  const all = Object.values(problemCounts).reduce((sum, count) => sum + count, 0);
  return [
    `${oneLine(source, 200)}: ${what}, ${bytesWords(bytes)}`,
    ...(kinds.length === 0 ? ["Nothing is in it."] : kinds.map((kind) => kindLine(kind, report, preview))),
    ...(tally.made > 0
      ? [`${number(tally.made)} threads ${preview ? "to be " : ""}made for messages that name them`]
      : []),
    ...named("modules", report.modules),
    ...named("statuses", report.statuses),
    ...span(report),
    ...mappings.map(({ what: words, count }) => `${oneLine(words, 120)} (${number(count)} times)`),
    ...problems.slice(0, TOLD).map(({ line, detail }) => `${line === null ? "" : `${line}: `}${oneLine(detail, 200)}`),
    ...(all > TOLD ? [`… and ${number(all - TOLD)} more`] : []),
    ...(cancelled ? ["It was stopped before its end: the same command goes on."] : []),
    ...(preview ? ["Nothing was changed."] : []),
  ];
}

function kindLine(kind: CountedKind, { tally }: FileReport, preview: boolean): string {
  const { read, added, equal, conflicts, broken } = tally[kind];
  const parts = [
    `${number(added)} ${preview ? "new" : "added"}`,
    equal > 0 ? `${number(equal)} here already` : null,
    conflicts > 0 ? `${number(conflicts)} ${kind === "threads" ? "others here" : "kept out: others are here"}` : null,
    broken > 0 ? `${number(broken)} not understood` : null,
  ];
  return `${`${number(read)} ${read === 1 ? ONE[kind] : kind}`.padEnd(18)} ${parts.filter((part) => part !== null).join(", ")}`;
}

function named(what: string, counts: FileReport["modules"]): string[] {
  if (counts.length === 0) return [];
  return [`${what}: ${counts.map(({ name, count }) => `${oneLine(name, 40)} ${number(count)}`).join(", ")}`];
}

function span({ firstAt, lastAt }: FileReport): string[] {
  if (firstAt === null || lastAt === null) return [];
  return [`from ${dayOf(firstAt)} to ${dayOf(lastAt)}`];
}

function dayOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString().slice(0, 10);
}

const number = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");
