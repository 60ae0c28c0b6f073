"use client";
import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useSettled } from "../ask/use-settled.ts";
import { latePart, useLatePart } from "../ui/late-part.ts";
import type { TrustActions } from "./trust-actions.ts";
import { TRUST_WORDS } from "./trust-words.ts";
import { useTrust } from "./use-trust.ts";

const SETTLED_MS = 300;
/** Most questions are asked without looking at it. */
const body = latePart(() => import("./trust-body.tsx"));

/** Whether the directory that is asked is trusted, and what that means. The line is always there, so that nothing moves. */
export function TrustFold({ path, actions }: { path: string; actions: TrustActions | null }) {
  const wanted = path.trim();
  const settled = useSettled(wanted, SETTLED_MS);
  const { data, refetch } = useTrust(settled);
  const [open, setOpen] = useState(false);
  const late = useLatePart(body, open);
  const view = wanted !== "" && data?.status === "read" ? data.value : null;
  return (
    <details className="group/trust" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="-ml-1 flex min-h-7 max-w-full select-none list-none items-center gap-1 rounded-md px-1 text-ink-muted text-small hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 transition-transform group-open/trust:rotate-90 motion-reduce:transition-none"
        />
        <span className="shrink-0">Trust</span>
        <span
          className={clsx(
            "min-w-0 truncate pl-1 text-fine",
            view === null || view.state === "trusted" ? "text-ink-faint" : "text-warn",
          )}
        >
          {view === null ? "" : TRUST_WORDS[view.state]}
        </span>
      </summary>
      <div className="min-h-16 pt-2 pb-3">
        {!open ? null : wanted === "" ? (
          <p className="text-fine text-ink-faint">Say first which directory to ask in.</p>
        ) : view !== null && late !== null ? (
          <late.TrustBody view={view} actions={actions} onDecided={() => void refetch()} />
        ) : data?.status === "refused" ? (
          <p className="text-ink-muted text-small">
            {data.message} {data.hint}
          </p>
        ) : null}
      </div>
    </details>
  );
}
