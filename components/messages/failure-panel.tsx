import clsx from "clsx";
import { CircleAlert, OctagonPause } from "lucide-react";
import type { Failure } from "@/lib/core/failure.ts";
import { failureTitle } from "@/lib/core/failure-words.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { Disclosure } from "./blocks/disclosure.tsx";
import { LongText } from "./blocks/long-text.tsx";

/** Why an answer failed: what happened, what to do, and all that is known of it. What was written stays above. */
export function FailurePanel({ failure }: { failure: Failure }) {
  const stopped = failure.code === "stopped-by-user";
  const Icon = stopped ? OctagonPause : CircleAlert;
  return (
    <div
      className={clsx(
        "my-3 rounded-md border px-3.5 py-3 text-small",
        stopped ? "border-line-strong bg-sunken" : "border-danger/40 bg-danger-wash",
      )}
    >
      <div className="flex gap-2.5">
        <Icon aria-hidden className={clsx("mt-0.5 size-4 shrink-0", stopped ? "text-ink-muted" : "text-danger")} />
        <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)] gap-1">
          {/* What was stopped says so itself. */}
          {stopped ? null : <p className="font-medium text-ink">{failureTitle(failure)}</p>}
          <p className={clsx("whitespace-pre-wrap text-ink [overflow-wrap:anywhere]", stopped && "font-medium")}>
            {visibleText(failure.message)}
          </p>
          {failure.hint ? <p className="text-ink-muted">{visibleText(failure.hint)}</p> : null}
          <p className="mt-1 flex flex-wrap gap-x-4 gap-y-1 font-mono text-fine text-ink-muted">
            {factsOf(failure).map((fact) => (
              <span key={fact}>{fact}</span>
            ))}
          </p>
          {failure.stderrTail?.trim() ? (
            <Disclosure
              className="-ml-0.5"
              summary={<span className="text-ink-muted">What Claude Code wrote to stderr last</span>}
            >
              <div className="mt-1 overflow-hidden rounded-md border border-line bg-surface">
                <LongText text={failure.stderrTail.trimEnd()} />
              </div>
            </Disclosure>
          ) : null}
        </div>
      </div>
    </div>
  );
}

function factsOf({ code, apiKind, apiStatus, exitCode, signal }: Failure): string[] {
  const api = apiKind === null ? code : `${code}: ${apiKind}`;
  const known = [
    api,
    apiStatus === null ? null : `status ${apiStatus}`,
    exitCode === null || exitCode === 0 ? null : `exit code ${exitCode}`,
    signal === null ? null : `ended by ${signal}`,
  ];
  return known.filter((fact) => fact !== null);
}
