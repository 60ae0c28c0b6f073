"use client";
import { useState, useTransition } from "react";
import { type DoctorAction, type DoctorReport, type DoctorState, worstOf } from "@/lib/core/doctor.ts";
import { plural } from "../messages/amounts.ts";
import { Button } from "../ui/button.tsx";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Refusal } from "../ui/outcome.ts";
import { RefusalNotice } from "../ui/refusal-notice.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { SectionHeading } from "../ui/section-heading.tsx";
import type { DoctorActions } from "./doctor-actions.ts";
import { DoctorRow } from "./doctor-row.tsx";

/** Looks at everything that Switchboard needs, when someone asks for it, and mends what can be mended here. */
export function DoctorPanel({ actions }: { actions: DoctorActions }) {
  const [report, setReport] = useState<DoctorReport | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, startTransition] = useTransition();
  const look = async () => {
    const answer = await orUnreached(actions.runDoctor());
    if (answer.status === "looked") setReport(answer.report);
    setRefusal(answer.status === "refused" ? answer : null);
  };
  const mend = (action: DoctorAction) =>
    startTransition(async () => {
      const outcome = await orUnreached(actions.mend(action));
      if (outcome.status === "refused") setRefusal(outcome);
      else await look();
    });
  return (
    <section aria-labelledby="doctor" id="doctor-section" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <SectionHeading id="doctor">Doctor</SectionHeading>
        <Button
          variant={report === null ? "primary" : "secondary"}
          disabled={pending}
          onClick={() => startTransition(look)}
        >
          {pending ? "Looking…" : report === null ? "Look now" : "Look again"}
        </Button>
      </div>
      <p role="status" className="max-w-prose text-ink-muted text-small">
        {report === null ? (
          <>
            Looks at Claude Code, its login, the disk, the whole database, runs and the search index, and says what to
            do. In a terminal: <code className="font-mono">switchboard doctor</code>
          </>
        ) : (
          <>
            {sumWords(report)} <RelativeTime at={report.at} />, in {(report.tookMs / 1000).toFixed(1)} s.
          </>
        )}
      </p>
      {refusal ? <RefusalNotice refusal={refusal} /> : null}
      {report === null ? null : (
        <ul aria-label="What was found" className="border-line border-t">
          {report.checks.map((check) => (
            <DoctorRow key={check.id} check={check} pending={pending} mend={mend} />
          ))}
        </ul>
      )}
    </section>
  );
}

const SUMS: Record<DoctorState, string> = {
  ok: "All is well, as of",
  warning: "Nothing is broken, as of",
  broken: "Something is broken, as of",
};

function sumWords({ checks }: DoctorReport): string {
  const count = (state: DoctorState) => checks.filter((check) => check.state === state).length;
  const [warnings, broken] = [count("warning"), count("broken")];
  const counts = [broken > 0 ? `${broken} broken` : null, warnings > 0 ? plural(warnings, "warning") : null];
  const told = counts.filter((words) => words !== null).join(", ");
  return told === "" ? SUMS.ok : `${told}. ${SUMS[worstOf(checks)]}`;
}
