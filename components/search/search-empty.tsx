import Link from "next/link";
import { EmptyState } from "../ui/empty-state.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { type SearchAddress, searchHref } from "./search-href.ts";

const syntax = [
  { typed: "token expiry", means: "both words, in any order; the last may be only begun" },
  { typed: '"refresh token"', means: "these words, together" },
  { typed: "token -expiry", means: "without a word" },
  { typed: "cookie OR header", means: "either" },
];

/** Before anything was typed: what is searched, and how. */
export function NothingTyped() {
  return (
    <EmptyState title="Search every question and answer that was kept.">
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
  const { query, module, status } = address;
  const narrowed = module !== null || status !== null;
  return (
    <EmptyState title={query === "" ? "No message matches." : `No message matches “${query}”.`}>
      <ul className="grid list-disc gap-1.5 pl-5 marker:text-ink-faint">
        {narrowed ? (
          <li>
            <Link
              href={searchHref({ query, module: null, status: null })}
              className="text-accent underline underline-offset-2"
            >
              Search in any module and any status
            </Link>
          </li>
        ) : null}
        <li>Use fewer words, or only the beginning of a word.</li>
        <li>Look for a name that must stand in the text: a file, a function, a module.</li>
      </ul>
    </EmptyState>
  );
}
