"use client";
import type { ImportsView } from "@/lib/core/import-view.ts";
import type { ImportActions } from "../import/import-actions.ts";
import { ImportPanel } from "../import/import-panel.tsx";
import { useImports } from "../import/use-imports.ts";

/** Offers Claude Code's history on the home page, and stays there to tell how its import goes and how it ended. */
export function HomeImport({ initial, actions }: { initial: ImportsView; actions: ImportActions }) {
  const imports = useImports(initial);
  return (
    <section aria-label="History of Claude Code">
      <ImportPanel imports={imports} actions={actions} onHome />
    </section>
  );
}
