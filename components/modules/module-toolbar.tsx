"use client";
import clsx from "clsx";
import { MODULE_SORTS, type ModuleAddress, modulesHref, PAGE_MODULES } from "@/lib/core/module-address.ts";
import { inputClass } from "../ui/input-class.ts";
import { TypedFilter } from "../ui/typed-filter.tsx";
import { useListAddress } from "../ui/use-list-address.ts";

const SORT_WORDS = {
  asked: "Last asked",
  name: "Name",
  threads: "Most threads",
  queries: "Most queries",
  cost: "Most spent",
};

/** The words and the order of the list. What is typed goes into the address after a short pause. */
export function ModuleToolbar({ address }: { address: ModuleAddress }) {
  const { go, pending } = useListAddress(address, (asked) => modulesHref({ ...asked, count: PAGE_MODULES }));
  return (
    <search className="flex min-w-0 flex-1 gap-2">
      <TypedFilter
        label="Words in the name, path or description"
        placeholder="Name or path"
        words={address.words}
        pending={pending}
        onWords={(words) => go({ words })}
      />
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
