"use client";
import { lazy, Suspense } from "react";
import type { StopQuery } from "../live/live-answer-card.tsx";
import { hideDialog, useShownDialog } from "./shown-dialog.ts";

// Loaded when they are first opened.
const Palette = lazy(() => import("../palette/palette.tsx"));
const KeysSheet = lazy(() => import("./keys-sheet.tsx"));

/** The dialogs that every page has, when they are shown. */
export function ShellDialogs({ stopQuery }: { stopQuery: StopQuery }) {
  const shown = useShownDialog();
  return (
    <Suspense>
      {shown === "palette" ? <Palette stopQuery={stopQuery} onClose={() => hideDialog("palette")} /> : null}
      {shown === "keys" ? <KeysSheet onClose={() => hideDialog("keys")} /> : null}
    </Suspense>
  );
}
