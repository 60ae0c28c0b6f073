"use client";
import clsx from "clsx";
import { ListFilter } from "lucide-react";
import { useEffect, useRef } from "react";
import { inputClass } from "./input-class.ts";

const TYPING_MS = 180;

export interface TypedFilterProps {
  label: string;
  placeholder: string;
  /** The words that count now. */
  words: string;
  pending: boolean;
  /** Told what was typed, after a short pause. */
  onWords: (words: string) => void;
  className?: string;
}

/** Words that narrow a list. */
export function TypedFilter({ label, placeholder, words, pending, onWords, className }: TypedFilterProps) {
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const tell = () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    onWords(input.current?.value ?? words);
  };
  useEffect(() => {
    const box = input.current;
    if (box && box !== document.activeElement && box.value.trim() !== words.trim()) box.value = words;
  }, [words]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <div className={clsx("relative min-w-0 flex-1", className)}>
      <ListFilter
        aria-hidden
        className={clsx(
          "pointer-events-none absolute top-2.5 left-3 size-4 text-ink-faint",
          pending && "motion-safe:animate-live",
        )}
      />
      <input
        ref={input}
        type="search"
        defaultValue={words}
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        onKeyDown={(event) => {
          if (event.key === "Enter") tell();
        }}
        // Whoever goes on before the pause is over must not be brought back here.
        onBlur={() => timer.current !== undefined && tell()}
        onInput={() => {
          clearTimeout(timer.current);
          timer.current = setTimeout(tell, TYPING_MS);
        }}
        className={clsx(inputClass, "h-9 pr-3 pl-9")}
      />
    </div>
  );
}
