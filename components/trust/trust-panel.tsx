"use client";
import clsx from "clsx";
import { useRouter } from "next/navigation";
import type { TrustView } from "@/lib/core/trust.ts";
import { SectionHeading } from "../ui/section-heading.tsx";
import type { TrustActions } from "./trust-actions.ts";
import { TrustBody } from "./trust-body.tsx";
import { TRUST_WORDS } from "./trust-words.ts";

/** Whether a module's directory is trusted, on its page. */
export function TrustPanel({ view, actions }: { view: TrustView; actions: TrustActions }) {
  const router = useRouter();
  return (
    <section aria-labelledby="trust" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex items-baseline justify-between gap-4">
        <SectionHeading id="trust">Trust</SectionHeading>
        <span className={clsx("text-small", view.state === "trusted" ? "text-ink-muted" : "text-warn")}>
          {TRUST_WORDS[view.state]}
        </span>
      </div>
      <TrustBody view={view} actions={actions} onDecided={() => router.refresh()} />
    </section>
  );
}
