"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import type { ImportsView } from "@/lib/core/import-view.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { FollowingSwitch } from "./following-switch.tsx";
import type { ImportActions } from "./import-actions.ts";
import { ImportPanel } from "./import-panel.tsx";
import { foundWords } from "./import-words.ts";
import { useImports } from "./use-imports.ts";

export interface ImportScreenProps {
  initial: ImportsView;
  actions: ImportActions;
  /** The report of what was read. */
  children: ReactNode;
}

/** The page about Claude Code's history: what there is, its import, whether it is followed, and what was read. */
export function ImportScreen({ initial, actions, children }: ImportScreenProps) {
  const imports = useImports(initial);
  const { view } = imports;
  useReadAgainAfter(view.running !== null);
  const isKnown = view.found.sessions > 0 || view.last !== null || view.running !== null;
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-8">
      <header className="grid gap-1">
        <h1 className="font-semibold text-title">History of Claude Code</h1>
        {view.enabled ? <Found view={view} /> : null}
      </header>
      {view.enabled ? null : (
        <EmptyState title="The history is switched off.">
          <p>SWITCHBOARD_HISTORY=off is set: unset it and start Switchboard again to import and follow sessions.</p>
        </EmptyState>
      )}
      {view.enabled && !isKnown ? (
        <EmptyState title="There are no sessions here yet.">
          <p>
            Claude Code keeps one file for each session in this directory. If yours are elsewhere, set CLAUDE_CONFIG_DIR
            and start Switchboard again.
          </p>
        </EmptyState>
      ) : null}
      {view.enabled && isKnown ? <ImportPanel imports={imports} actions={actions} /> : null}
      {view.following.possible ? <FollowingSwitch imports={imports} setFollowing={actions.setFollowing} /> : null}
      <p className="text-ink-muted text-small">
        Conversations can also come from an export of Switchboard or a database of another program, and all of them can
        be taken along:{" "}
        <Link href="/import/file" className="text-accent underline underline-offset-2">
          Files
        </Link>
      </p>
      {children}
    </div>
  );
}

function Found({ view: { found } }: { view: ImportsView }) {
  return (
    <>
      <p className="text-ink-muted text-small [overflow-wrap:anywhere]">
        <span className="font-mono">{found.root}</span>
        {found.sessions > 0 ? <span className="tabular-nums"> holds {foundWords(found)}</span> : null}
        {found.newestAt === null ? null : (
          <>
            , the newest of <RelativeTime at={found.newestAt} />
          </>
        )}
      </p>
      {found.problem === null ? null : <p className="text-small text-warn">{found.problem}</p>}
    </>
  );
}

/** The report is the server's: it is read anew when an import has ended. */
function useReadAgainAfter(running: boolean): void {
  const router = useRouter();
  const was = useRef(running);
  useEffect(() => {
    if (was.current && !running) router.refresh();
    was.current = running;
  }, [running, router]);
}
