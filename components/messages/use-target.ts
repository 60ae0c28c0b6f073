"use client";
import { useEffect, useState } from "react";

/** What the address names; an address that was cut in the middle of a character names nothing. */
function named(): string {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}

/** The id of the element that the address names, followed as it changes. Null on the server, which doesn't see it. */
export function useTarget(): string | null {
  const [target, setTarget] = useState<string | null>(null);
  useEffect(() => {
    const read = () => setTarget(named() || null);
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  return target;
}

/**
 * Brings what the address names into view once: of a search, the first word that was found in what was said,
 * else in what is folded, which is unfolded.
 */
export function useScrollToTarget(): void {
  useEffect(() => {
    const element = document.getElementById(named());
    if (!element) return;
    const mark = element.querySelector("mark:not(details mark)") ?? element.querySelector("mark");
    for (let fold = mark?.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
    // Twice: what stands above may only get its height once it comes near.
    const show = () => (mark ?? element).scrollIntoView({ block: mark ? "center" : "start", behavior: "instant" });
    show();
    const frame = requestAnimationFrame(() => requestAnimationFrame(show));
    return () => cancelAnimationFrame(frame);
  }, []);
}
