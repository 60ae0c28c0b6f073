"use client";
import { useShortcuts } from "../keys/use-shortcuts.ts";

/** The arrow keys go from the search box to the first hit, from hit to hit, and back. Enter opens, as any link. */
export function HitKeys() {
  useShortcuts({ "hit-down": () => go(1), "hit-up": () => go(-1) });
  return null;
}

/** @returns false when there is nowhere to go */
function go(step: 1 | -1): boolean {
  const stops = [...document.querySelectorAll<HTMLElement>("main [data-search-input], main [data-hit]")];
  const active = document.activeElement;
  const at = active instanceof HTMLElement ? stops.indexOf(active) : -1;
  const next = stops[at + step];
  if (at < 0 || !next) return false;
  next.focus();
  next.closest("li")?.scrollIntoView({ block: "nearest" });
  return true;
}
