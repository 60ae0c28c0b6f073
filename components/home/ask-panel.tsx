"use client";
import { AskForm } from "../ask/ask-form.tsx";
import type { AskModule } from "../ask/use-ask.ts";
import { useSharedHome } from "../shell/live-home.tsx";

export interface AskPanelProps {
  askModule: AskModule;
  /** Why nothing can be asked now, or null. */
  offBecause: string | null;
}

export function AskPanel({ askModule, offBecause }: AskPanelProps) {
  const { modules } = useSharedHome().home;
  return (
    <section aria-labelledby="ask-heading" className="grid gap-3">
      <h1 id="ask-heading" className="font-semibold text-body">
        Ask a module
      </h1>
      <AskForm askModule={askModule} modules={modules} offBecause={offBecause} />
    </section>
  );
}
