"use client";
import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { useHomeIfRead } from "./live-home.tsx";
import { showToast } from "./toasts.ts";

const ANSWER_LIMIT_MS = 3_000;

/**
 * Goes to another page. While the connection is lost it looks first whether the server is there: a page that can't be
 * had would take the place of the one that can still be read.
 */
export function useGo(): (href: string) => void {
  const router = useRouter();
  const isLive = (useHomeIfRead()?.connection ?? "live") === "live";
  return useCallback(
    async (href: string) => {
      if (isLive || (await isThere())) return router.push(href);
      showToast({
        tone: "danger",
        title: "Switchboard does not answer.",
        words: "This page stays, and can be read. Other pages open when the connection is back.",
      });
    },
    [router, isLive],
  );
}

async function isThere(): Promise<boolean> {
  try {
    return (await fetch("/icon.svg", { cache: "no-store", signal: AbortSignal.timeout(ANSWER_LIMIT_MS) })).ok;
  } catch {
    return false; // nobody answered
  }
}
