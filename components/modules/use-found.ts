"use client";
import { useEffect, useRef, useState } from "react";
import type { FoundDirectories } from "@/lib/core/module-view.ts";
import { fetchJson } from "../ui/fetch-json.ts";
import type { Refusal } from "../ui/outcome.ts";

export type Finding =
  | { state: "idle" }
  | { state: "looking" }
  | { state: "found"; found: FoundDirectories }
  | { state: "refused"; refusal: Refusal };

/** Looks for directories that may become modules; another look, or leaving the page, ends the one before. */
export function useFound() {
  const [finding, setFinding] = useState<Finding>({ state: "idle" });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const cancel = () => {
    running.current?.abort();
    running.current = null;
    setFinding({ state: "idle" });
  };
  /** @param folder where to look; null for Claude Code's history */
  const look = async (folder: string | null) => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    setFinding({ state: "looking" });
    const answer = await fetchFound(folder, mine.signal);
    if (!mine.signal.aborted) setFinding(answer);
  };
  return { finding, look, cancel };
}

async function fetchFound(folder: string | null, signal: AbortSignal): Promise<Finding> {
  const query = folder === null ? "" : `?${new URLSearchParams({ folder })}`;
  try {
    const told = await fetchJson<FoundDirectories>(`/api/modules/found${query}`, signal);
    if (told.status === "read") return { state: "found", found: told.value };
    // What was refused is about the folder, where its directory is at fault.
    return { state: "refused", refusal: { ...told, field: told.code.startsWith("directory-") ? "folder" : null } };
  } catch (error) {
    return unreached(error instanceof Error ? error.message : String(error));
  }
}

function unreached(why: string): Finding {
  const message = `Switchboard could not look. ${why}`;
  const hint = "See whether it still runs in its terminal, then try again.";
  return { state: "refused", refusal: { status: "refused", code: "unreached", message, hint, field: null } };
}
