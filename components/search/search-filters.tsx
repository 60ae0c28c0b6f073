import clsx from "clsx";
import Link from "next/link";
import { statusWord } from "../ui/status-word.ts";
import { type SearchAddress, searchHref } from "./search-href.ts";

const STATUSES = ["complete", "processing", "failed"];

export interface SearchFiltersProps {
  address: SearchAddress;
  /** Modules that occur among the matches. */
  modules: string[];
}

/** Narrows a search to a status and to a module. Plain links, so each search has an address of its own. */
export function SearchFilters({ address, modules }: SearchFiltersProps) {
  const { module, status } = address;
  const shown = module && !modules.includes(module) ? [module, ...modules] : modules;
  return (
    <nav aria-label="Narrow the search" className="grid grid-cols-[minmax(0,1fr)] content-start gap-4 lg:gap-6">
      <FilterGroup title="Status">
        <FilterLink href={searchHref({ ...address, status: null })} chosen={!status} words="Any status" />
        {STATUSES.map((word) => (
          <FilterLink
            key={word}
            href={searchHref({ ...address, status: word })}
            chosen={status === word}
            words={statusWord(word)}
          />
        ))}
      </FilterGroup>
      {shown.length > 0 ? (
        <FilterGroup title="Module">
          <FilterLink href={searchHref({ ...address, module: null })} chosen={!module} words="Any module" />
          {shown.map((name) => (
            <FilterLink
              key={name}
              href={searchHref({ ...address, module: name })}
              chosen={module === name}
              words={name}
            />
          ))}
        </FilterGroup>
      ) : null}
    </nav>
  );
}

function FilterGroup({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1.5 max-lg:flex max-lg:items-center max-lg:gap-1">
      <h2 className="w-14 shrink-0 font-medium text-fine text-ink-faint">{title}</h2>
      <ul className="flex min-w-0 gap-1 max-lg:-my-1 max-lg:-mr-4 max-lg:overflow-x-auto max-lg:py-1 max-lg:pr-4 lg:-ml-2 lg:max-h-[50dvh] lg:flex-col lg:gap-px lg:overflow-y-auto">
        {children}
      </ul>
    </section>
  );
}

function FilterLink({ href, chosen, words }: { href: string; chosen: boolean; words: string }) {
  return (
    <li className="min-w-0 max-lg:shrink-0">
      <Link
        href={href}
        replace
        prefetch={false}
        scroll={false}
        aria-current={chosen ? "true" : undefined}
        title={words}
        className={clsx(
          "block max-w-48 truncate focus-visible:-outline-offset-2 rounded-md px-2 py-1 text-small lg:max-w-full",
          chosen ? "bg-hover font-medium text-ink" : "text-ink-muted hover:bg-hover hover:text-ink",
        )}
      >
        {words}
      </Link>
    </li>
  );
}
