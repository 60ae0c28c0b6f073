"use client";
import { Check, CircleAlert, TriangleAlert } from "lucide-react";
import type { DoctorAction, DoctorCheck } from "@/lib/core/doctor.ts";
import { CopyButton } from "../markdown/copy-button.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";

const STATES = {
  ok: { tone: "neutral", words: "OK", Icon: Check },
  warning: { tone: "warn", words: "Warning", Icon: TriangleAlert },
  broken: { tone: "danger", words: "Broken", Icon: CircleAlert },
} as const;

/** What each action is called on its button. */
const ACTION_WORDS: Record<DoctorAction, string> = {
  "close-home": "Close it to others",
  "close-database": "Close it to others",
  "shorten-log": "Shorten the log",
  "give-threads": "Give them threads",
  "take-up": "Take them up now",
  "end-kept": "End kept processes",
  index: "Index now",
};

export interface DoctorRowProps {
  check: DoctorCheck;
  pending: boolean;
  mend: (action: DoctorAction) => void;
}

/** What one look found, and what one can do about it: a button, or a command to copy. */
export function DoctorRow({ check: { title, state, words, fix }, pending, mend }: DoctorRowProps) {
  const { tone, words: stateWords, Icon } = STATES[state];
  const action = fix?.action ?? null;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 border-line border-b py-2.5 sm:grid-cols-[6rem_9rem_minmax(0,1fr)]">
      <span className="flex h-5 items-center max-sm:order-2">
        <Badge tone={tone} mark={<Icon aria-hidden className="size-3.5" />}>
          {stateWords}
        </Badge>
      </span>
      <h3 className="font-medium text-small max-sm:order-1">{title}</h3>
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1.5 max-sm:order-3 max-sm:col-span-2">
        <p className="text-ink-muted text-small [overflow-wrap:anywhere]">{words}</p>
        {fix === null ? null : <p className="text-ink text-small">{fix.words}</p>}
        {fix === null || fix.command === null ? null : (
          <p className="flex min-w-0 items-center gap-1 rounded-md bg-sunken py-0.5 pr-1 pl-2.5">
            <code className="min-w-0 flex-1 font-mono text-fine [overflow-wrap:anywhere]">{fix.command}</code>
            <CopyButton label="Copy the command" text={fix.command} />
          </p>
        )}
        {action === null ? null : (
          <Button size="small" className="justify-self-start" disabled={pending} onClick={() => mend(action)}>
            {ACTION_WORDS[action]}
          </Button>
        )}
      </div>
    </li>
  );
}
