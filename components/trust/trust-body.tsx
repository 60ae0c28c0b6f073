"use client";
import { useState } from "react";
import { LEFT_OUT, type TrustView } from "@/lib/core/trust.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { Button } from "../ui/button.tsx";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Outcome, Refusal } from "../ui/outcome.ts";
import { RefusalNotice } from "../ui/refusal-notice.tsx";
import type { TrustActions } from "./trust-actions.ts";
import { fileWords, KIND_WORDS } from "./trust-words.ts";

export interface TrustBodyProps {
  view: TrustView;
  /** null where nothing can be decided. */
  actions: TrustActions | null;
  /** Told after a decision. */
  onDecided: () => void;
}

/** What the CLI would run and read of a directory, and a person's word about it. */
export function TrustBody({ view, actions, onDecided }: TrustBodyProps) {
  const { path, state, setup } = view;
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const decide = async (outcome: Promise<Outcome>) => {
    setPending(true);
    const ended = await orUnreached(outcome);
    setPending(false);
    setRefusal(ended.status === "refused" ? ended : null);
    onDecided();
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 text-small">
      <p className="max-w-prose text-ink-muted">
        {state === "trusted" ? "What is listed here is used by Claude Code." : LEAVES[state]}
      </p>
      <Programs view={view} />
      <Others view={view} />
      {refusal ? <RefusalNotice refusal={refusal} /> : null}
      {actions === null ? null : (
        <div className="flex flex-wrap gap-2">
          {state === "trusted" ? null : (
            <Button disabled={pending} onClick={() => decide(actions.trust(path, setup.digest))}>
              {setup.programs.length > 0 || setup.odd.length > 0 ? "Trust, and let these run" : "Trust this directory"}
            </Button>
          )}
          {state === "untrusted" ? null : (
            <Button variant="quiet" disabled={pending} onClick={() => decide(actions.withdraw(path))}>
              Withdraw trust
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

const LEAVES = {
  untrusted: `Until you trust it, this is left out of what is asked here: ${LEFT_OUT.charAt(0).toLowerCase()}${LEFT_OUT.slice(1)}`,
  changed: `What runs here is not what you trusted. Until you have looked, this is left out: ${LEFT_OUT.charAt(0).toLowerCase()}${LEFT_OUT.slice(1)}`,
};

function Programs({ view: { path, setup } }: { view: TrustView }) {
  if (setup.programs.length === 0 && setup.odd.length === 0)
    return <p className="text-ink-faint">It runs nothing of its own.</p>;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <p className="font-medium text-fine text-ink-faint">Runs by itself</p>
      <ul className="border-line border-t">
        {setup.programs.map(({ kind, name, runs, file }) => (
          <li key={JSON.stringify([kind, name, runs, file])} className="grid gap-0.5 border-line border-b py-1.5">
            <p className="flex min-w-0 justify-between gap-4">
              <span className="min-w-0 [overflow-wrap:anywhere]">
                {KIND_WORDS[kind]} {visibleText(name)}
              </span>
              <span className="min-w-0 truncate text-fine text-ink-faint leading-5" title={visibleText(file)}>
                {visibleText(fileWords(file, path))}
              </span>
            </p>
            <code className="max-h-24 overflow-y-auto font-mono text-fine text-ink-muted [overflow-wrap:anywhere]">
              {visibleText(runs)}
            </code>
          </li>
        ))}
        {setup.odd.map(({ file, why }) => (
          <li key={file} className="border-line border-b py-1.5 text-warn [overflow-wrap:anywhere]">
            {visibleText(fileWords(file, path))} {why}: what Claude Code makes of it isn’t known.
          </li>
        ))}
      </ul>
    </div>
  );
}

function Others({ view: { path, setup } }: { view: TrustView }) {
  if (setup.others.length === 0) return null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <p className="font-medium text-fine text-ink-faint">Claude reads</p>
      <ul className="grid gap-0.5 text-ink-muted">
        {setup.others.map(({ what, file }) => (
          <li key={`${what} ${file}`} className="flex min-w-0 justify-between gap-4">
            <span className="[overflow-wrap:anywhere]">{visibleText(what)}</span>
            <span className="min-w-0 truncate text-fine text-ink-faint leading-5" title={visibleText(file)}>
              {visibleText(fileWords(file, path))}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
