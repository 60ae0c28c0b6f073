import type { ImportRecord } from "@/lib/core/import.ts";
import { type Pace, shareDone } from "@/lib/core/import-pace.ts";
import { countWords, plural } from "../messages/amounts.ts";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { broughtWords, bytesWords, leftWords, paceWords } from "./import-words.ts";

export interface ImportProgressProps {
  record: ImportRecord;
  /** null while it isn't known. */
  pace: Pace | null;
}

/** How far a running import is, what it has brought, how fast it goes, and how long it will take. */
export function ImportProgress({ record, pace }: ImportProgressProps) {
  const share = shareDone(record);
  const left = pace?.secondsLeft ?? null;
  return (
    <div className="grid gap-2">
      <ProgressBar share={share} label="Importing Claude Code’s history" />
      <p className="flex flex-wrap justify-between gap-x-4 gap-y-0.5 text-ink-muted text-small tabular-nums">
        <span>
          {share === null ? "Looking at the files" : `${Math.floor(share * 100)} %`}
          {record.bytes > 0 ? `, ${bytesWords(record.bytesDone)} of ${bytesWords(record.bytes)}` : null}
        </span>
        <span>{left === null ? null : leftWords(left)}</span>
      </p>
      <p className="flex min-h-4 flex-wrap gap-x-4 gap-y-0.5 text-fine text-ink-faint tabular-nums">
        {record.files > 0 ? (
          <>
            <span>{broughtWords(record)}</span>
            <span>
              {countWords(record.filesDone)} of {plural(record.files, "file")}
            </span>
          </>
        ) : null}
        {pace && share !== null ? <span>{paceWords(pace)}</span> : null}
        {record.problems > 0 ? <span>{plural(record.problems, "line")} not understood</span> : null}
      </p>
    </div>
  );
}
