import Link from "next/link";
import type { ReactNode } from "react";
import { homeOffer } from "@/lib/core/import-view.ts";
import { plural } from "../messages/amounts.ts";
import { Button } from "../ui/button.tsx";
import type { ImportActions } from "./import-actions.ts";
import { ImportProgress } from "./import-progress.tsx";
import { endWords, foundWords } from "./import-words.ts";
import type { Imports } from "./use-imports.ts";

export interface ImportPanelProps {
  imports: Imports;
  actions: ImportActions;
  /** Whether it stands on the home page, where it can be declined and the way to the report is shown. */
  onHome?: boolean;
}

/** What can be imported, the import while it runs, and how it ended; each with what can be done about it. */
export function ImportPanel({ imports, actions, onHome = false }: ImportPanelProps) {
  const { view, pace, pending, act, refusal } = imports;
  const { running, last, found } = view;
  const start = (
    <Button
      variant={last?.state === "complete" ? "secondary" : "primary"}
      disabled={pending}
      onClick={() => act(actions.startImport)}
    >
      {last === null ? "Import" : last.state === "complete" ? "Look for more" : "Go on"}
    </Button>
  );
  const decline =
    onHome && homeOffer(view) !== null ? (
      <Button variant="quiet" disabled={pending} onClick={() => act(actions.declineImport)}>
        Not now
      </Button>
    ) : null;
  const report = onHome ? (
    <Link href="/import" className="text-accent text-small hover:underline">
      Details
    </Link>
  ) : null;
  if (running !== null) {
    const cancelling = running.cancelRequestedAt !== null;
    return (
      <Panel title={running.kind === "history" ? "Importing Claude Code’s history" : "Another import is running"}>
        <ImportProgress record={running} pace={pace} />
        <Buttons refusal={refusal}>
          <Button disabled={pending || cancelling} onClick={() => act(() => actions.cancelImport(running.importId))}>
            {cancelling ? "Cancelling" : "Cancel"}
          </Button>
          {report}
        </Buttons>
      </Panel>
    );
  }
  if (last !== null) {
    return (
      <Panel title={endWords(last)}>
        <p>{afterwards(view)}</p>
        <Buttons refusal={refusal}>
          {onHome && last.state === "complete" ? null : start}
          {decline}
          {report}
        </Buttons>
      </Panel>
    );
  }
  if (view.declined && onHome) {
    return (
      <Panel title="Claude Code’s history is not imported">
        <p>The foot of each page has the way to it: Import history.</p>
      </Panel>
    );
  }
  return (
    <Panel title={`Claude Code has kept ${foundWords(found)}`}>
      <p>
        Bring them in: each session becomes a thread, with its tool calls, and can be found by searching. The files are
        only read, and nothing leaves this machine.
      </p>
      <Buttons refusal={refusal}>
        {start}
        {decline}
      </Buttons>
    </Panel>
  );
}

function afterwards({ last, following }: Imports["view"]): string {
  if (last?.state === "failed") return last.failure?.hint ?? "Import again: it goes on where it ended.";
  if (last?.state === "cancelled") return "What was read stays. Going on reads the rest.";
  const problems = last?.problems ?? 0;
  const understood =
    problems === 0
      ? "All of it was understood."
      : `${plural(problems, "line")} could not be understood: see the report.`;
  return following.wanted ? `${understood} Sessions that go on are shown live from now on.` : understood;
}

function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid gap-3 rounded-md border border-line-strong bg-surface px-4 py-3.5">
      <h2 aria-live="polite" className="font-semibold text-body text-ink tabular-nums">
        {title}
      </h2>
      <div className="grid gap-3 text-ink-muted text-small [&>p]:max-w-prose [&>p]:text-pretty">{children}</div>
    </div>
  );
}

function Buttons({ refusal, children }: { refusal: Imports["refusal"]; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-center gap-2">{children}</div>
      <p role="alert" className="text-danger text-small empty:hidden">
        {refusal ? `${refusal.message} ${refusal.hint}` : null}
      </p>
    </div>
  );
}
