"use client";
import clsx from "clsx";
import { Search } from "lucide-react";
import Form from "next/form";
import { usePathname } from "next/navigation";
import { useFormStatus } from "react-dom";
import { inputClass } from "../ui/input-class.ts";
import { Kbd } from "../ui/kbd.tsx";
import { useSearchKey } from "./use-search-key.ts";

/** The search box of the top bar. The search page has its own, so there this one steps aside. */
export function SearchJump() {
  useSearchKey();
  if (usePathname() === "/search") return null;
  return (
    <Form action="/search" className="relative hidden w-64 md:block">
      <JumpIcon />
      <input
        type="search"
        name="q"
        aria-label="Search all messages"
        aria-keyshortcuts="/"
        placeholder="Search"
        autoComplete="off"
        data-search-input
        className={`${inputClass} peer h-7 border-line-strong pr-8 pl-7.5 sm:text-small`}
      />
      <span aria-hidden className="pointer-events-none absolute top-1 right-1 flex peer-focus:hidden">
        <Kbd>/</Kbd>
      </span>
    </Form>
  );
}

/** Pulses while the search page is on its way. */
function JumpIcon() {
  const { pending } = useFormStatus();
  return (
    <Search
      aria-hidden
      className={clsx(
        "pointer-events-none absolute top-1.5 left-2 size-4 text-ink-faint",
        pending && "motion-safe:animate-live",
      )}
    />
  );
}
