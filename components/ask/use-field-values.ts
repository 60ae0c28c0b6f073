"use client";
import { type RefObject, startTransition, useEffect, useState } from "react";

type Values = Readonly<Record<string, string>>;

function valuesOf(form: HTMLFormElement, names: readonly string[]): Values {
  const data = new FormData(form);
  return Object.fromEntries(names.map((name) => [name, String(data.get(name) ?? "").trim()]));
}

/**
 * What stands in some fields of the form that an element is in; "" before the page is ready. The fields keep their text
 * by themselves.
 * @param names must stay the same
 */
export function useFieldValues(within: RefObject<HTMLElement | null>, names: readonly string[]): Values {
  const [values, setValues] = useState<Values>(() => Object.fromEntries(names.map((name) => [name, ""])));
  useEffect(() => {
    const form = within.current?.closest("form");
    if (!form) return;
    const look = () => {
      const now = valuesOf(form, names);
      // Not at once: React hears of the event after this, and would by then have put back what a field held before.
      startTransition(() => setValues((before) => (names.every((name) => before[name] === now[name]) ? before : now)));
    };
    // At the time of the event the fields still hold what they are about to lose.
    const onReset = () => queueMicrotask(look);
    look();
    form.addEventListener("input", look);
    form.addEventListener("reset", onReset);
    return () => {
      form.removeEventListener("input", look);
      form.removeEventListener("reset", onReset);
    };
  }, [within, names]);
  return values;
}
