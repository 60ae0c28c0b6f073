"use client";
import clsx from "clsx";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { inputClass } from "../ui/input-class.ts";
import { Kbd } from "../ui/kbd.tsx";
import { type SearchAddress, searchHref } from "./search-href.ts";

const TYPING_MS = 180;

/**
 * The box of the search page. What is typed goes into the address after a short pause; without JavaScript it is a plain
 * GET form.
 */
export function SearchBox({ query, sort }: SearchAddress) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [searching, startSearching] = useTransition();

  const search = (typed: string) => {
    clearTimeout(timer.current);
    startSearching(() =>
      router.replace(searchHref({ query: typed.trim() === "" ? "" : typed.trimStart(), sort }), {
        scroll: false,
      }),
    );
  };

  useEffect(() => {
    const box = input.current;
    if (box && box !== document.activeElement && box.value.trim() !== query.trim()) box.value = query;
  }, [query]);
  useEffect(() => {
    if (input.current?.value === "") input.current.focus();
    return () => clearTimeout(timer.current);
  }, []);

  return (
    <search>
      <form
        action="/search"
        onSubmit={(event) => {
          event.preventDefault();
          search(input.current?.value ?? "");
        }}
        className="relative"
      >
        <Search
          aria-hidden
          className={clsx(
            "pointer-events-none absolute top-3 left-3 size-4 text-ink-faint",
            searching && "motion-safe:animate-live",
          )}
        />
        <input
          ref={input}
          type="search"
          name="q"
          defaultValue={query}
          aria-label="Search all messages"
          aria-keyshortcuts="/"
          placeholder="Words in all that was said"
          autoComplete="off"
          enterKeyHint="search"
          data-search-input
          onInput={(event) => {
            const typed = event.currentTarget.value;
            clearTimeout(timer.current);
            timer.current = setTimeout(() => search(typed), TYPING_MS);
          }}
          className={clsx(inputClass, "peer h-10 pr-3 pl-9")}
        />
        <span
          aria-hidden
          className="pointer-events-none absolute top-2.5 right-2.5 hidden sm:peer-[:placeholder-shown:not(:focus)]:flex"
        >
          <Kbd>/</Kbd>
        </span>
        {sort === "newest" ? <input type="hidden" name="sort" value={sort} /> : null}
      </form>
    </search>
  );
}
