import clsx from "clsx";
import type { ReactNode } from "react";
import type { Run } from "@/lib/core/message.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { CopyButton } from "../markdown/copy-button.tsx";
import { durationOf } from "./amounts.ts";
import { Disclosure } from "./blocks/disclosure.tsx";
import { Framed } from "./blocks/framed.tsx";
import { LongText } from "./blocks/long-text.tsx";
import { resumeCommand } from "./resume-command.ts";
import { askedWords, processWords, waitedSeconds } from "./run-words.ts";

/** How a run was made: for whoever wants to know, or to go on in a terminal. */
export function RunDetails({ run }: { run: Run }) {
  const command = resumeCommand(run);
  const waited = waitedSeconds(run);
  return (
    <Disclosure
      className="px-1 open:basis-full"
      summary={<span className="pr-1 font-medium text-fine text-ink-muted">About this run</span>}
    >
      <div className="mb-2 ml-1.5 grid grid-cols-[minmax(0,1fr)] gap-2 border-line border-l pl-4">
        <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-fine">
          <Row name="Directory">{visibleText(run.cwd)}</Row>
          <Row name="Trust" inWords>
            {run.trusted === null ? null : run.trusted ? "What the directory brings was used" : NOT_TRUSTED}
          </Row>
          <Row name="Model">{run.model}</Row>
          <Row name="Asked with" inWords>
            {askedWords(run)}
          </Row>
          <Row name="Permission mode">{run.permissionMode}</Row>
          <Row name="Claude Code">{run.cliVersion}</Row>
          <Row name="Process" inWords>
            {processWords(run)}
          </Row>
          <Row name="Waited in line" inWords>
            {waited === null ? null : durationOf(waited)}
          </Row>
          <Row name="Session">{run.sessionId}</Row>
        </dl>
        {command ? (
          <div className="flex min-w-0 items-center gap-2 text-fine">
            <span className="shrink-0 text-ink-faint">Go on in a terminal</span>
            <code className="min-w-0 truncate rounded bg-sunken px-1.5 py-0.5 font-mono text-ink-muted" title={command}>
              {command}
            </code>
            <CopyButton label="Copy the command" text={command} />
          </div>
        ) : null}
        {run.systemPrompt ? (
          <Framed label="System prompt">
            <LongText text={run.systemPrompt} />
          </Framed>
        ) : null}
      </div>
    </Disclosure>
  );
}

const NOT_TRUSTED = "Asked without what the directory brings, which nobody trusted as it was";

function Row({ name, inWords = false, children }: { name: string; inWords?: boolean; children: ReactNode }) {
  if (children === null || children === "") return null;
  return (
    <div className="contents">
      <dt className="text-ink-faint">{name}</dt>
      <dd className={clsx("text-ink-muted [overflow-wrap:anywhere]", !inWords && "font-mono")}>{children}</dd>
    </div>
  );
}
