"use client";
import { type RefObject, useEffect, useRef, useState } from "react";

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.closest("input, textarea, select, dialog, [role=menu]") !== null);

const STEPS: Readonly<Record<string, number>> = { j: 1, k: -1 };

/**
 * j and k go from card to card, and on through the rows below; Enter opens, as any link. s stops what the focus is on:
 * what a stop ends can't be taken up again, and so the key has to be pressed twice.
 * @returns the answer that the next "s" stops; null when there is none
 */
export function useHomeKeys(board: RefObject<HTMLElement | null>): string | null {
  const [armed, setArmed] = useState<string | null>(null);
  const armedNow = useRef<string | null>(null);
  useEffect(() => {
    const arm = (messageId: string | null) => {
      armedNow.current = messageId;
      setArmed(messageId);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
      if (!isPlain || isTyping(event.target) || !board.current) return;
      const here = document.activeElement?.closest("li") ?? null;
      const step = STEPS[event.key];
      if (step !== undefined && goTo(board.current, here, step)) event.preventDefault();
      if (event.key !== "s") return arm(null);
      const button = here?.querySelector<HTMLButtonElement>("[data-stop]:enabled");
      const messageId = here?.querySelector<HTMLElement>("[data-card]")?.dataset.card;
      if (!button || messageId === undefined || event.repeat) return;
      event.preventDefault();
      if (armedNow.current !== messageId) return arm(messageId);
      arm(null);
      button.click();
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
  }, [board]);
  return armed;
}

function goTo(board: HTMLElement, here: HTMLElement | null, step: number): boolean {
  const stops = [...board.querySelectorAll<HTMLElement>("[data-card], [data-thread]")];
  const at = stops.findIndex((stop) => here?.contains(stop));
  const next = stops[at < 0 ? 0 : at + step];
  if (!next) return false;
  next.focus({ preventScroll: true });
  next.closest("li")?.scrollIntoView({ block: "nearest" });
  return true;
}
