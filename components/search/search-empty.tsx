import Link from "next/link";
import { withFilter } from "@/lib/core/edit-search.ts";
import { FILTER_KEYS } from "@/lib/core/search-expression.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { type SearchAddress, searchHref } from "./search-href.ts";

const syntax = [
  { typed: "token expiry", means: "both words, in any order; the last may be only begun" },
  { typed: '"refresh token"', means: "these words, together" },
  { typed: "token -expiry", means: "without a word" },
  { typed: "cookie OR header", means: "either" },
  { typed: "state", means: "also finds useState and app_state: identifiers are known by their parts" },
  { typed: "module:billing", means: "only there; as well from:you, status:failed, type:question, tool:Bash" },
  { typed: "after:2026-11-01", means: "since then; before: up to then; also after:7d, after:today" },
];

/** Before anything was typed: what is searched, and how. */
export function NothingTyped() {
  return (
    <EmptyState title="Search everything that was said.">
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-5 gap-y-2">
        {syntax.map(({ typed, means }) => (
          <div key={typed} className="contents">
            <dt className="font-mono text-ink text-small">{typed}</dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
      <p className="flex flex-wrap items-center gap-1.5 max-sm:hidden">
        <Kbd>↓</Kbd> <Kbd>↑</Kbd> go from hit to hit, <Kbd>Enter</Kbd> opens the message.
      </p>
    </EmptyState>
  );
}

/** When nothing matches: what to try, with a way out of the filters. */
export function NoHits({ address }: { address: SearchAddress }) {
  const { query } = address;
  const bare = FILTER_KEYS.reduce((text, key) => withFilter(text, key, null), query);
  return (
    <EmptyState title={`No message matches “${query}”.`}>
      <ul className="grid list-disc gap-1.5 pl-5 marker:text-ink-faint">
        {bare.trim() !== query.trim() && bare.trim() !== "" ? (
          <li>
            <Link href={searchHref({ ...address, query: bare })} className="text-accent underline underline-offset-2">
              Search for “{bare.trim()}” without filters
            </Link>
          </li>
        ) : null}
        <li>Use fewer words, or only the beginning of a word.</li>
        <li>Look for a name that must stand in the text: a file, a function, a module.</li>
      </ul>
    </EmptyState>
  );
}
