"use client";
import Link from "next/link";
import { useState, useTransition } from "react";
import type { FileJob } from "@/lib/core/file-job.ts";
import { COUNTED_KINDS } from "@/lib/core/import-tally.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { Button } from "../ui/button.tsx";
import { buttonClass } from "../ui/button-class.ts";
import { Notice } from "../ui/notice.tsx";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Refusal } from "../ui/outcome.ts";
import { RefusalNotice } from "../ui/refusal-notice.tsx";
import type { FileActions, FileOutcome } from "./file-actions.ts";
import { conflictCount, grouped, lostCount, progressWords } from "./file-words.ts";
import { ReportView } from "./report-view.tsx";
import { isWorking, useFileJob } from "./use-file-job.ts";

export interface JobViewProps {
  begun: FileJob;
  actions: Pick<FileActions, "importFile" | "cancelFile">;
  onBegun: (job: FileJob) => void;
  onAnother: () => void;
}

/** A file from its preview to what came of it. */
export function JobView({ begun, actions, onBegun, onAnother }: JobViewProps) {
  const { job, gone } = useFileJob(begun);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, startTransition] = useTransition();
  const act = (asked: Promise<FileOutcome>) =>
    startTransition(async () => {
      const outcome = await orUnreached(asked);
      if (outcome.status === "refused") setRefusal(outcome);
      else onBegun(outcome.job);
    });
  const cancel = () => act(actions.cancelFile(job.jobId));
  return (
    <div className="grid gap-5">
      <p className="font-medium text-body [overflow-wrap:anywhere]">{visibleText(job.name)}</p>
      {gone ? (
        <Notice tone="warn" title="The dashboard doesn't know this import any more." role="alert">
          It was started anew. Choose the file again: what came in before is found to be there.
        </Notice>
      ) : null}
      {refusal ? <RefusalNotice refusal={refusal} /> : null}
      <Outcome job={job} />
      {isWorking(job) && !gone ? <Progress job={job} onCancel={cancel} pending={pending} /> : null}
      {job.report && !isWorking(job) ? <ReportView report={job.report} isPreview={job.phase === "previewed"} /> : null}
      {job.phase === "previewed" && job.report ? (
        <Decision
          job={job}
          pending={pending}
          onImport={(asCopies) => act(actions.importFile(job.jobId, asCopies))}
          onCancel={cancel}
        />
      ) : null}
      {isWorking(job) && !gone ? null : <Next phase={job.phase} onAnother={onAnother} />}
    </div>
  );
}

function Outcome({ job: { phase, report, refusal } }: { job: FileJob }) {
  if (phase === "failed" && refusal) {
    return (
      <Notice tone="danger" title={refusal.message} role="alert">
        {refusal.hint}
      </Notice>
    );
  }
  if (phase === "cancelled") {
    return (
      <Notice title="It was stopped." role="status">
        What had come in is here. The same file imported again goes on from there.
      </Notice>
    );
  }
  if (phase !== "complete" || !report) return null;
  const lost = lostCount(report);
  const added = `${grouped(report.tally.messages.added)} messages in ${grouped(report.tally.threads.added + report.tally.made)} threads came in.`;
  return (
    <Notice tone={lost > 0 ? "warn" : "info"} title={added} role="status">
      {lost > 0 ? "Some of it was kept out or not understood: the remarks say what." : "All that was read is here."}
    </Notice>
  );
}

function Progress({ job, onCancel, pending }: { job: FileJob; onCancel: () => void; pending: boolean }) {
  const { report, phase, since } = job;
  const share = report && report.bytes > 0 ? report.bytesDone / report.bytes : 0;
  return (
    <div className="grid max-w-xl gap-2">
      <p className="text-small" aria-live="polite">
        {phase === "importing" ? "Importing" : "Reading the file"}
      </p>
      <progress
        value={share}
        max={1}
        aria-label={phase === "importing" ? "Importing" : "Reading the file"}
        className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
      />
      <div className="flex items-center justify-between gap-4">
        <p className="text-fine text-ink-muted tabular-nums">
          {report ? progressWords(report, Date.now() / 1000 - since) : "…"}
        </p>
        <Button size="small" onClick={onCancel} disabled={pending}>
          Stop
        </Button>
      </div>
    </div>
  );
}

interface DecisionProps {
  job: FileJob;
  pending: boolean;
  onImport: (asCopies: boolean) => void;
  onCancel: () => void;
}

function Decision({ job: { report }, pending, onImport, onCancel }: DecisionProps) {
  const [asCopies, setAsCopies] = useState(false);
  if (!report) return null;
  const conflicts = conflictCount(report);
  const isAllHere = conflicts === 0 && COUNTED_KINDS.every((kind) => report.tally[kind].added === 0);
  if (isAllHere) return <Notice title="There is nothing new in it." />;
  return (
    <div className="grid gap-3">
      {conflicts > 0 ? (
        <label className="flex items-start gap-2 text-small">
          <input
            type="checkbox"
            checked={asCopies}
            onChange={(event) => setAsCopies(event.currentTarget.checked)}
            className="mt-0.5 size-4 accent-accent"
          />
          <span>
            Bring in copies of what is another here
            <span className="block text-fine text-ink-faint">
              {grouped(conflicts)} have the id of something else. What is here stays as it is either way.
            </span>
          </span>
        </label>
      ) : null}
      <div className="flex gap-2">
        <Button variant="primary" disabled={pending} onClick={() => onImport(asCopies)}>
          Import
        </Button>
        <Button disabled={pending} onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}

function Next({ phase, onAnother }: { phase: FileJob["phase"]; onAnother: () => void }) {
  if (phase === "previewed") return null;
  return (
    <div className="flex gap-2">
      {phase === "complete" ? (
        <Link href="/" className={buttonClass({ variant: "primary" })}>
          All threads
        </Link>
      ) : null}
      <Button onClick={onAnother}>Another file</Button>
    </div>
  );
}
