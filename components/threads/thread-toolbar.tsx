"use client";
import clsx from "clsx";
import type { ReactNode } from "react";
import { THREAD_GROUPS, type ThreadAddress, threadsHref } from "@/lib/core/thread-address.ts";
import { THREAD_SORTS } from "@/lib/core/thread-filter.ts";
import { inputClass } from "../ui/input-class.ts";
import { TypedFilter } from "../ui/typed-filter.tsx";
import { useListAddress } from "../ui/use-list-address.ts";

const SORT_WORDS = { activity: "Last activity", created: "Newest first", title: "Title" };
const GROUP_WORDS = { day: "By day", module: "By module" };

/** The words of the title, the order and the grouping. What is typed goes into the address after a short pause. */
export function ThreadToolbar({ address }: { address: ThreadAddress }) {
  const { go, pending } = useListAddress(address, threadsHref);
  return (
    <search className="flex flex-wrap gap-2">
      <TypedFilter
        label="Words in the title"
        placeholder="Words in the title"
        words={address.title}
        pending={pending}
        onWords={(title) => go({ title })}
        className="basis-64"
      />
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
