"use client";
import clsx from "clsx";
import { ListFilter } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useTransition } from "react";
import { THREAD_GROUPS, type ThreadAddress, threadsHref } from "@/lib/core/thread-address.ts";
import { THREAD_SORTS } from "@/lib/core/thread-filter.ts";
import { inputClass } from "../ui/input-class.ts";

const TYPING_MS = 180;
const SORT_WORDS = { activity: "Last activity", created: "Newest first", title: "Title" };
const GROUP_WORDS = { day: "By day", module: "By module" };

/** The words of the title, the order and the grouping. What is typed goes into the address after a short pause. */
export function ThreadToolbar({ address }: { address: ThreadAddress }) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [pending, startTransition] = useTransition();
  // What was asked for last, which may still be on its way: the next change adds to it.
  const wanted = useRef(address);
  useEffect(() => {
    wanted.current = address;
  }, [address]);
  const go = (change: Partial<ThreadAddress>) => {
    clearTimeout(timer.current);
    timer.current = undefined;
    wanted.current = { ...wanted.current, title: input.current?.value ?? wanted.current.title, ...change };
    const href = threadsHref(wanted.current);
    startTransition(() => router.replace(href, { scroll: false }));
  };
  useEffect(() => {
    const box = input.current;
    if (box && box !== document.activeElement && box.value.trim() !== address.title.trim()) box.value = address.title;
  }, [address.title]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <search className="flex flex-wrap gap-2">
      <div className="relative min-w-0 flex-1 basis-64">
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
          defaultValue={address.title}
          aria-label="Words in the title"
          placeholder="Words in the title"
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
      <div className="flex gap-2 max-sm:w-full max-sm:*:flex-1">
        <Choices label="Order" value={address.sort} onChange={(sort) => go({ sort })}>
          {THREAD_SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {SORT_WORDS[sort]}
            </option>
          ))}
        </Choices>
        <Choices label="Grouping" value={address.group} onChange={(group) => go({ group })}>
          {THREAD_GROUPS.map((group) => (
            <option key={group} value={group}>
              {GROUP_WORDS[group]}
            </option>
          ))}
        </Choices>
      </div>
    </search>
  );
}

interface ChoicesProps<Choice extends string> {
  label: string;
  value: Choice;
  onChange: (choice: Choice) => void;
  children: ReactNode;
}

function Choices<Choice extends string>({ label, value, onChange, children }: ChoicesProps<Choice>) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value as Choice)}
      className={clsx(inputClass, "h-9 pr-1 sm:w-36")}
    >
      {children}
    </select>
  );
}
