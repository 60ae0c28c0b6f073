"use client";
import { useRef, useState } from "react";

/** Reads the next page when asked to, one at a time. @param next what asks for it; null when there is none */
export function useLoadMore(
  next: string | null,
  read: (after: string) => Promise<void>,
): { loadMore: () => void; loading: boolean; failed: boolean } {
  const [state, setState] = useState<"idle" | "loading" | "failed">("idle");
  const busy = useRef(false);
  const loadMore = async () => {
    if (next === null || busy.current) return;
    busy.current = true;
    setState("loading");
    const failed = await read(next).then(
      () => false,
      (error: unknown) => {
        console.warn(error);
        return true;
      },
    );
    busy.current = false;
    setState(failed ? "failed" : "idle");
  };
  return { loadMore: () => void loadMore(), loading: state === "loading", failed: state === "failed" };
}
