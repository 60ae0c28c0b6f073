"use client";
import { type RefObject, useCallback, useEffect, useRef } from "react";
import { fillField, readValues } from "./form-values.ts";

const SAVE_AFTER_MS = 250;
const NONE: readonly string[] = [];

function storedDraft(key: string): Record<string, string> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? "{}");
    if (typeof stored !== "object" || stored === null) return {};
    return Object.fromEntries(Object.entries(stored).filter((entry) => typeof entry[1] === "string"));
  } catch {
    // No storage in this browser, or not what we wrote: begin without a draft.
    return {};
  }
}

function storeDraft(key: string, values: Record<string, string>): void {
  try {
    if (Object.keys(values).length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(values));
  } catch {
    // No storage, or it is full: the draft lives in the form alone.
  }
}

/**
 * Keeps what was typed into a form across reloads, until `clear` is called. Call `onInput` for every input event of the
 * form. Fields that already hold something (typed before the page was ready) are left alone.
 * @param options.except fields that a draft doesn't fill; must stay the same
 */
export function useDraft(
  name: string,
  form: RefObject<HTMLFormElement | null>,
  { except = NONE }: { except?: readonly string[] } = {},
) {
  const key = `switchboard:draft:${name}`;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const save = useCallback(
    (element: HTMLFormElement | null) => {
      clearTimeout(timer.current);
      timer.current = undefined;
      if (element) storeDraft(key, readValues(element));
    },
    [key],
  );

  useEffect(() => {
    const element = form.current;
    if (!element) return;
    for (const [field, value] of Object.entries(storedDraft(key))) {
      const target = element.elements.namedItem(field);
      if (except.includes(field)) continue;
      if (target && "value" in target && target.value === "") fillField(target, value);
    }
    const saveIfWaiting = () => {
      if (timer.current !== undefined) save(element);
    };
    window.addEventListener("pagehide", saveIfWaiting);
    return () => {
      window.removeEventListener("pagehide", saveIfWaiting);
      saveIfWaiting();
    };
  }, [key, form, save, except]);

  const onInput = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => save(form.current), SAVE_AFTER_MS);
  }, [save, form]);

  const clear = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    storeDraft(key, {});
  }, [key]);

  return { onInput, clear };
}
