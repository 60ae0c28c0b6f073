"use client";
import { type ComponentType, useState } from "react";
import type { StopQuery } from "../live/live-answer-card.tsx";
import { useGo } from "../shell/use-go.ts";
import { Modal } from "../ui/modal.tsx";
import type { PaletteProps } from "./palette.tsx";
import { PALETTE_HINTS, type PaletteMode, paletteInputClass, searchAllHref } from "./palette-input.ts";

export interface PaletteFrameProps {
  mode: PaletteMode;
  /** null: it is on its way. */
  Palette: ComponentType<PaletteProps> | null;
  stopQuery: StopQuery;
  onClose: () => void;
}

/**
 * The palette's dialog, which is there at once: what is typed while the palette itself is loaded is typed into it, and
 * not into the page.
 */
export function PaletteFrame({ mode, Palette, stopQuery, onClose }: PaletteFrameProps) {
  const [typed, setTyped] = useState("");
  const go = useGo();
  return (
    <Modal
      label="Find or go to"
      onClose={onClose}
      className="mx-auto mt-[12vh] mb-auto w-[min(38rem,calc(100vw-1.5rem))] overflow-hidden rounded-lg border border-line-strong bg-surface p-0 text-ink shadow-lg backdrop:bg-black/30 max-sm:mt-3"
    >
      {Palette ? (
        <Palette {...{ mode, typed, stopQuery, onClose }} onType={setTyped} />
      ) : (
        <div className="h-[min(29rem,calc(60dvh+5rem))]">
          <input
            data-first-focus
            aria-label="Find or go to"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (mode !== "search" || event.key !== "Enter" || event.nativeEvent.isComposing) return;
              onClose();
              go(searchAllHref(typed));
            }}
            placeholder={PALETTE_HINTS[mode]}
            className={paletteInputClass}
          />
        </div>
      )}
    </Modal>
  );
}
