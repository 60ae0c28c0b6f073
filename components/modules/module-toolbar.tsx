"use client";
import clsx from "clsx";
import { ListFilter } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { MODULE_SORTS, type ModuleAddress, modulesHref, PAGE_MODULES } from "@/lib/core/module-address.ts";
import { inputClass } from "../ui/input-class.ts";

const TYPING_MS = 180;
const SORT_WORDS = {
  asked: "Last asked",
  name: "Name",
  threads: "Most threads",
  queries: "Most queries",
  cost: "Most spent",
};

/** The words and the order of the list. What is typed goes into the address after a short pause. */
export function ModuleToolbar({ address }: { address: ModuleAddress }) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [pending, startTransition] = useTransition();
  const go = (change: Partial<ModuleAddress>) => {
    clearTimeout(timer.current);
    timer.current = undefined;
    const words = input.current?.value ?? address.words;
    const href = modulesHref({ ...address, words, count: PAGE_MODULES, ...change });
    startTransition(() => router.replace(href, { scroll: false }));
  };
  useEffect(() => {
    const box = input.current;
    if (box && box !== document.activeElement && box.value.trim() !== address.words.trim()) box.value = address.words;
  }, [address.words]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <search className="flex min-w-0 flex-1 gap-2">
      <div className="relative min-w-0 flex-1">
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
          defaultValue={address.words}
          aria-label="Words in the name, path or description"
          placeholder="Name, path or description"
          autoComplete="off"
          onKeyDown={(event) => {
            if (event.key === "Enter") go({});
          }}
          // Whoever goes on before the pause is over must not be brought back here.
          onBlur={() => timer.current !== undefined && go({})}
          onInput={() => {
            clearTimeout(timer.current);
            timer.current = setTimeout(() => go({}), TYPING_MS);
          }}
          className={clsx(inputClass, "h-9 pr-3 pl-9")}
        />
      </div>
      <select
        aria-label="Order"
        value={address.sort}
        onChange={(event) => go({ sort: MODULE_SORTS.find((sort) => sort === event.currentTarget.value) ?? "asked" })}
        className={clsx(inputClass, "h-9 w-auto max-w-36 shrink-0")}
      >
        {MODULE_SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {SORT_WORDS[sort]}
          </option>
        ))}
      </select>
    </search>
  );
}
