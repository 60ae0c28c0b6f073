"use client";
import { Download } from "lucide-react";
import { useState } from "react";
import type { FileJob } from "@/lib/core/file-job.ts";
import { Breadcrumbs } from "../ui/breadcrumbs.tsx";
import { buttonClass } from "../ui/button-class.ts";
import { SectionHeading } from "../ui/section-heading.tsx";
import type { FileActions } from "./file-actions.ts";
import { FileChoice } from "./file-choice.tsx";
import { JobView } from "./job-view.tsx";

/** Where conversations come in from a file, and where all of them go out. */
export function ImportFileScreen({ actions }: { actions: FileActions }) {
  const [job, setJob] = useState<FileJob | null>(null);
  return (
    <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-10">
      <section className="grid gap-5" aria-labelledby="import-file">
        <div className="grid gap-1">
          <Breadcrumbs above={[{ words: "Import history", href: "/import" }]} />
          <h1 id="import-file" className="font-semibold text-title">
            Import a file
          </h1>
          <p className="max-w-prose text-ink-muted">
            An export of Switchboard, its database from another machine, or a SQLite database with a table of messages.
            You see what is in it first. What is here is never changed.
          </p>
        </div>
        {job === null ? (
          <FileChoice previewFile={actions.previewFile} onBegun={({ job: begun }) => setJob(begun)} />
        ) : (
          <JobView
            key={`${job.jobId} ${job.phase}`}
            begun={job}
            actions={actions}
            onBegun={setJob}
            onAnother={() => setJob(null)}
          />
        )}
      </section>
      <section className="grid justify-items-start gap-3 border-line border-t pt-6" aria-labelledby="export-all">
        <SectionHeading id="export-all">Export everything</SectionHeading>
        <p className="max-w-prose text-ink-muted">
          All threads with their answers, tools, runs and tags as one file of JSON Lines, which can be imported again.
        </p>
        <a href="/api/export" download className={buttonClass()}>
          <Download aria-hidden className="size-3.5" />
          Export everything
        </a>
      </section>
    </div>
  );
}
