"use client";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useShortcuts } from "../keys/use-shortcuts.ts";

/**
 * j and k go from card to card, and on through the rows below; Enter opens, as any link. s stops what the focus is on:
 * what a stop ends can't be taken up again, and so the key has to be pressed twice.
 * @returns the answer that the next "s" stops; null when there is none
 */
export function useHomeKeys(board: RefObject<HTMLElement | null>): string | null {
  const [armed, setArmed] = useState<string | null>(null);
  const armedNow = useRef<string | null>(null);
  const arm = useCallback((messageId: string | null) => {
    armedNow.current = messageId;
    setArmed(messageId);
  }, []);
  const step = (by: 1 | -1) => board.current !== null && goTo(board.current, focusedCard(), by);
  useShortcuts({
    "card-down": () => step(1),
    "card-up": () => step(-1),
    "card-stop": (event) => {
      const card = focusedCard();
      const button = card?.querySelector<HTMLButtonElement>("[data-stop]:enabled");
      const messageId = card?.querySelector<HTMLElement>("[data-card]")?.dataset.card;
      if (!button || messageId === undefined || event.repeat) return false;
      if (armedNow.current !== messageId) return arm(messageId);
      arm(null);
      button.click();
    },
  });
  useEffect(() => {
    // Another key, or another card, and the next "s" is a first one again.
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "s" && armedNow.current !== null) arm(null);
    };
    const onFocus = (event: FocusEvent) => {
      const card = event.target instanceof Element ? event.target.closest("li")?.querySelector("[data-card]") : null;
      if (!(card instanceof HTMLElement) || card.dataset.card !== armedNow.current) arm(null);
    };
    document.addEventListener("keydown", onKeyDown);
    document.addEventListener("focusin", onFocus);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      document.removeEventListener("focusin", onFocus);
    };
  }, [arm]);
  return armed;
}

const focusedCard = () => document.activeElement?.closest("li") ?? null;

function goTo(board: HTMLElement, here: HTMLElement | null, step: number): boolean {
  const stops = [...board.querySelectorAll<HTMLElement>("[data-card], [data-thread]")];
  const at = stops.findIndex((stop) => here?.contains(stop));
  const next = stops[at < 0 ? 0 : at + step];
  if (!next) return false;
  next.focus({ preventScroll: true });
  next.closest("li")?.scrollIntoView({ block: "nearest" });
  return true;
}
