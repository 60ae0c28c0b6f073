"use client";
import { useEffect } from "react";

/** The arrow keys go from the search box to the first hit, from hit to hit, and back. Enter opens, as any link. */
export function HitKeys() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const stops = [...document.querySelectorAll<HTMLElement>("main [data-search-input], main [data-hit]")];
      const active = document.activeElement;
      const at = active instanceof HTMLElement ? stops.indexOf(active) : -1;
      const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (at < 0 || !next) return;
      event.preventDefault();
      next.focus();
      next.closest("li")?.scrollIntoView({ block: "nearest" });
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  return null;
}
