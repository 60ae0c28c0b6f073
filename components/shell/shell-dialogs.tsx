"use client";
import type { StopQuery } from "../live/live-answer-card.tsx";
import { PaletteFrame } from "../palette/palette-frame.tsx";
import { useLoaded } from "../ui/use-loaded.ts";
import { hideDialog, type ShellDialog, useShownDialog } from "./shown-dialog.ts";
import { showToast } from "./toasts.ts";

/** The dialogs that every page has, when they are shown. They are loaded when they are first opened. */
export function ShellDialogs({ stopQuery }: { stopQuery: StopQuery }) {
  const shown = useShownDialog();
  const isPalette = shown === "palette" || shown === "search";
  const palette = useLoaded(isPalette, () => import("../palette/palette.tsx"), missing(shown));
  const keys = useLoaded(shown === "keys", () => import("./keys-sheet.tsx"), missing(shown));
  if (isPalette) {
    const mode = shown === "search" ? "search" : "all";
    const close = () => hideDialog(shown);
    return <PaletteFrame key={mode} {...{ mode, stopQuery }} Palette={palette?.Palette ?? null} onClose={close} />;
  }
  return shown === "keys" && keys ? <keys.KeysSheet onClose={() => hideDialog("keys")} /> : null;
}

function missing(dialog: ShellDialog | null) {
  return (error: unknown) => {
    console.error(error);
    if (dialog) hideDialog(dialog);
    showToast({
      tone: "danger",
      title: "Switchboard does not answer.",
      words: "This has to be loaded once. Try again when the connection is back.",
    });
  };
}
