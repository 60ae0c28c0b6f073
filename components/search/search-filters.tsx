import clsx from "clsx";
import { filterValue } from "@/lib/core/edit-search.ts";
import type { FilterKey } from "@/lib/core/search-expression.ts";
import type { FacetCount, SearchFacets } from "@/lib/core/search-result.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { FilterChoice } from "../ui/filter-choice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { statusWord } from "../ui/status-word.ts";
import { narrowedHref, type SearchAddress } from "./search-href.ts";
import { typeWord } from "./type-word.ts";

const AGES = [
  { value: "24h", words: "Last 24 hours" },
  { value: "7d", words: "Last 7 days" },
  { value: "30d", words: "Last 30 days" },
  { value: "365d", words: "Last year" },
];

export interface SearchFiltersProps {
  address: SearchAddress;
  facets: SearchFacets;
}

/**
 * Narrows a search by what its matches have. Plain links that write the filter into the box, so each search has an
 * address of its own, and everything that narrows it can be read and changed there.
 */
export function SearchFilters({ address, facets }: SearchFiltersProps) {
  return (
    <nav aria-label="Narrow the search" className="grid grid-cols-[minmax(0,1fr)] content-start gap-4 lg:gap-6">
      <FilterGroup
        title="Type"
        filter="type"
        address={address}
        counts={facets.type}
        words={typeWord}
        cap={facets.among}
      />
      <FilterGroup
        title="Status"
        filter="status"
        address={address}
        counts={facets.status}
        words={statusWord}
        cap={facets.among}
      />
      <FilterGroup title="Module" filter="module" address={address} counts={facets.module} cap={facets.among} />
      <FilterGroup title="Tool" filter="tool" address={address} counts={facets.tool} cap={facets.among} />
      <FilterGroup
        title="Time"
        filter="after"
        address={address}
        counts={AGES.map(({ value }) => ({ value, count: null }))}
        words={(value) => AGES.find((age) => age.value === value)?.words ?? `After ${value}`}
        cap={facets.among}
      />
    </nav>
  );
}

interface FilterGroupProps {
  title: string;
  filter: FilterKey;
  address: SearchAddress;
  counts: (Omit<FacetCount, "count"> & { count: number | null })[];
  words?: (value: string) => string;
  /** Counts are made up to this number. */
  cap: number;
}

function FilterGroup({ title, filter, address, counts, words = (value) => value, cap }: FilterGroupProps) {
  const chosen = filterValue(address.query, filter);
  const isListed = chosen === null || counts.some(({ value }) => value === chosen);
  const shown = isListed ? counts : [{ value: chosen, count: 0 }, ...counts];
  if (shown.length === 0) return null;
  return (
    <section className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1.5 max-lg:flex max-lg:items-center max-lg:gap-1">
      <h2 className="w-14 shrink-0 font-medium text-fine text-ink-faint">{title}</h2>
      <ul className="flex min-w-0 gap-1 max-lg:-my-1 max-lg:-mr-4 max-lg:overflow-x-auto max-lg:py-1 max-lg:pr-4 lg:-ml-2 lg:max-h-[40dvh] lg:flex-col lg:gap-px lg:overflow-y-auto">
        {shown.map(({ value, count }) => (
          <FilterChoice
            key={value}
            href={narrowedHref(address, filter, value === chosen ? null : value)}
            chosen={value === chosen}
            words={words(value)}
            title={visibleText(value === chosen ? `${words(value)}: take this filter away` : words(value))}
            count={count !== null && count >= cap ? `${cap.toLocaleString("en")}+` : count}
          />
        ))}
      </ul>
    </section>
  );
}

/** In the place of the filters while they are counted. */
export function FiltersSkeleton() {
  return (
    <div className="grid gap-2 max-lg:hidden">
      {["w-16", "w-40", "w-36", "w-44", "w-24", "w-32"].map((width) => (
        <Skeleton key={width} className={clsx("h-5", width)} />
      ))}
    </div>
  );
}
