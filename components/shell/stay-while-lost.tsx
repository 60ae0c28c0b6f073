"use client";
import { useEffect } from "react";
import { useHomeIfRead } from "./live-home.tsx";
import { useGo } from "./use-go.ts";

/** While the connection is lost, links lead on only where the server is there: see useGo. */
export function StayWhileLost() {
  const go = useGo();
  const isLost = (useHomeIfRead()?.connection ?? "live") !== "live";
  useEffect(() => {
    if (!isLost) return;
    const onClick = (event: MouseEvent) => {
      const href = ownPage(event);
      if (href === null) return;
      event.preventDefault();
      go(href);
    };
    document.addEventListener("click", onClick, { capture: true });
    return () => document.removeEventListener("click", onClick, { capture: true });
  }, [isLost, go]);
  return null;
}

/** The other page of ours that a press leads to in this tab; null when it does anything else. */
function ownPage(event: MouseEvent): string | null {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (link?.origin !== window.location.origin || link.target !== "" || link.hasAttribute("download")) return null;
  if (link.pathname.startsWith("/api/")) return null;
  const isHere = link.pathname === window.location.pathname && link.search === window.location.search;
  return isHere ? null : link.pathname + link.search + link.hash;
}
