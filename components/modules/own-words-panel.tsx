"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { SettingChange } from "@/lib/core/registry.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { Button } from "../ui/button.tsx";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Refusal } from "../ui/outcome.ts";
import { RefusalNotice } from "../ui/refusal-notice.tsx";
import { SectionHeading } from "../ui/section-heading.tsx";
import type { ModuleActions } from "./module-actions.ts";

export interface OwnWordsPanelProps {
  name: string;
  changes: readonly SettingChange[];
  /** Stands for these changes. */
  digest: string;
  takeOwnWords: ModuleActions["takeOwnWords"];
}

/** What the module's own switchboard.yaml says otherwise than it is set up. Rights are taken only by a press of their own. */
export function OwnWordsPanel({ name, changes, digest, takeOwnWords }: OwnWordsPanelProps) {
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const take = async (grant: boolean) => {
    setPending(true);
    const outcome = await orUnreached(takeOwnWords(name, grant ? digest : null));
    setPending(false);
    setRefusal(outcome.status === "refused" ? outcome : null);
    if (outcome.status !== "refused") router.refresh();
  };
  const [rights, words] = [changes.filter(({ grants }) => grants), changes.filter(({ grants }) => !grants)];
  return (
    <section aria-labelledby="own-words" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <SectionHeading id="own-words">switchboard.yaml proposes</SectionHeading>
      <ChangeList changes={changes} />
      {refusal ? <RefusalNotice refusal={refusal} /> : null}
      <div className="flex flex-wrap gap-2">
        {words.length > 0 ? (
          <Button disabled={pending} onClick={() => take(false)}>
            {rights.length > 0 ? "Take over all but rights" : "Take over"}
          </Button>
        ) : null}
        {rights.length > 0 ? (
          <Button variant="danger" disabled={pending} onClick={() => take(true)}>
            {words.length > 0 ? "Take over all, with rights" : "Grant the rights"}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

const NAMES: Readonly<Record<string, string>> = {
  description: "Description",
  capabilities: "Can",
  dataTypes: "Knows",
  systemPrompt: "System prompt",
  model: "Model",
  profile: "Permissions",
  asks: "Asks others",
  maxTurns: "Turns",
  maxBudgetUsd: "Budget",
  maxSeconds: "Seconds",
};

function ChangeList({ changes }: { changes: readonly SettingChange[] }) {
  return (
    <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-small">
      {changes.map(({ setting, from, to, grants }) => (
        <div key={setting} className="contents">
          <dt className="text-ink-faint">{NAMES[setting] ?? setting}</dt>
          <dd className="text-ink [overflow-wrap:anywhere]">
            {typeof to === "string" && to.length > LONG ? <LongText text={to} /> : valueWords(to)}
            {valueWords(from) === NOTHING ? null : (
              <span className="text-ink-faint"> instead of {valueWords(from)}</span>
            )}
            {grants ? <span className="text-danger"> · a right</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const NOTHING = "nothing";

/** Text longer than this stands in a box, whole: it is what Claude will be told. */
const LONG = 160;

function LongText({ text }: { text: string }) {
  return (
    <pre className="max-h-60 overflow-y-auto whitespace-pre-wrap rounded-md border border-line bg-sunken px-3 py-2 font-mono text-fine text-ink-muted">
      {visibleText(text)}
    </pre>
  );
}

/** A value in few words; a long one only by its beginning. */
function valueWords(value: unknown): string {
  if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return NOTHING;
  if (typeof value === "boolean") return value ? "yes" : "no";
  const words = Array.isArray(value) ? value.join(", ") : String(value);
  return words.length > LONG ? `${words.slice(0, LONG)}…` : words;
}
