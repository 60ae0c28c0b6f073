"use client";
import clsx from "clsx";
import { Search } from "lucide-react";
import { keyCaps, SHORTCUTS } from "../keys/shortcuts.ts";
import { useIsMac } from "../keys/use-is-mac.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { showDialog } from "./shown-dialog.ts";

/** Opens the command palette. */
export function PaletteButton({ look }: { look: "side" | "bar" }) {
  const open = () => showDialog("palette");
  const keys = keyCaps(SHORTCUTS.palette.keys[0], useIsMac()).join(" ");
  if (look === "bar") {
    return (
      <IconButton label="Find or go to" onClick={open} className="size-9">
        <Search aria-hidden />
      </IconButton>
    );
  }
  return (
    <button
      type="button"
      onClick={open}
      title={`Find or go to (${keys})`}
      aria-keyshortcuts="Control+K Meta+K"
      className={clsx(
        "flex h-8 items-center gap-2.5 rounded-md border border-line px-2.5 text-ink-muted text-small transition-colors",
        "focus-visible:-outline-offset-1 hover:border-line-strong hover:text-ink",
      )}
    >
      <Search aria-hidden className="-ml-px size-4 shrink-0" />
      <span className="sr-only wide-side:not-sr-only">Find or go to</span>
      <span aria-hidden className="ml-auto hidden wide-side:inline">
        <Kbd>{keys}</Kbd>
      </span>
    </button>
  );
}
