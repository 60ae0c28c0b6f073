"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest("input, textarea, select") !== null);

/** The key "/" goes to the search box that is visible, or else to the search page. */
export function useSearchKey(): void {
  const router = useRouter();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      const boxes = document.querySelectorAll<HTMLInputElement>("input[data-search-input]");
      const box = [...boxes].find((candidate) => candidate.checkVisibility());
      if (!box) return router.push("/search");
      box.focus();
      box.select();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [router]);
}
