"use client";
import { type ReactNode, useEffect, useRef } from "react";
import { visibleText } from "@/lib/core/visible-text.ts";

export interface ModalProps {
  /** What it is, for who can't see it. */
  label: string;
  onClose: () => void;
  className?: string;
  children: ReactNode;
}

/**
 * A dialog above the page, open for as long as it is there. The browser keeps the focus in it, closes it with Escape and
 * gives the focus back; a press beside it closes it too. What has `data-first-focus` gets the focus first.
 */
export function Modal({ label, onClose, className, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // The browser's own choice is the first element that can have it.
    element?.querySelector<HTMLElement>("[data-first-focus]")?.focus();
    // Taken from the page without being closed, it would keep the focus with it.
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the key for it.
    <dialog
      ref={dialog}
      aria-label={visibleText(label)}
      onClose={() => {
        // It is told a moment later: by then it may be open again.
        if (!dialog.current?.open) onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current.close();
      }}
      className={className}
    >
      {children}
    </dialog>
  );
}
