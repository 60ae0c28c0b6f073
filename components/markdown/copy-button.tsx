"use client";
import { Check, Copy, type LucideIcon } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "../ui/icon-button.tsx";

const SHOWN_MS = 1600;

export interface CopyButtonProps {
  label: string;
  /** What is copied; a function when it is told only then. */
  text: string | (() => string);
  className?: string;
  Icon?: LucideIcon;
}

/** Copies a text, and says so for a moment. */
export function CopyButton({ label, text, className, Icon = Copy }: CopyButtonProps) {
  const { state, copy } = useCopy();
  const words = { idle: label, copied: "Copied", refused: "The browser did not allow copying" }[state];
  return (
    <IconButton label={words} className={className} onClick={() => copy(typeof text === "string" ? text : text())}>
      {state === "copied" ? <Check aria-hidden className="text-live" /> : <Icon aria-hidden />}
      <span role="status" className="sr-only">
        {state === "idle" ? "" : words}
      </span>
    </IconButton>
  );
}

/** Copying, and whether it has just worked. */
export function useCopy() {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      setState("refused");
    }
  };
  return { state, copy };
}
