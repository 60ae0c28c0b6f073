import type { Metadata } from "next";
import { Suspense } from "react";
import { FiltersFold } from "@/components/search/filters-fold.tsx";
import { HitList } from "@/components/search/hit-list.tsx";
import { SavedSearches } from "@/components/search/saved-searches.tsx";
import { SearchBox } from "@/components/search/search-box.tsx";
import { SearchCount } from "@/components/search/search-count.tsx";
import { NoHits, NothingTyped } from "@/components/search/search-empty.tsx";
import { FiltersSkeleton, SearchFilters } from "@/components/search/search-filters.tsx";
import { searchParams as addressText, type SearchAddress } from "@/components/search/search-href.ts";
import { SearchLayout } from "@/components/search/search-layout.tsx";
import { SearchNotes } from "@/components/search/search-notes.tsx";
import { ShowMore } from "@/components/search/show-more.tsx";
import { TitleHits } from "@/components/search/title-hits.tsx";
import { RefusalNotice } from "@/components/ui/refusal-notice.tsx";
import { filterTokens } from "@/lib/core/search-expression.ts";
import { readFacets, readSavedSearches, readSearch } from "@/lib/queries/search-reads.ts";
import { deleteSearchAction, saveSearchAction } from "../actions.ts";
import { readOrRefusal } from "../refusal.ts";
import { type SearchParams, searchAddress, shownHits } from "./search-params.ts";

interface SearchPageProps {
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ searchParams }: SearchPageProps): Promise<Metadata> {
  const { query } = searchAddress(await searchParams);
  return { title: query.trim() === "" ? "Search" : `${query.trim()} · Search` };
}

export default async function SearchPage({ searchParams }: SearchPageProps) {
  const params = await searchParams;
  const address = searchAddress(params);
  const box = <SearchBox {...address} />;
  if (address.query.trim() === "") {
    return (
      <SearchLayout box={box} filters={<Saved address={address} />}>
        <NothingTyped />
      </SearchLayout>
    );
  }
  return <Found address={address} page={shownHits(params)} box={box} />;
}

interface FoundProps {
  address: SearchAddress;
  page: ReturnType<typeof shownHits>;
  box: React.ReactNode;
}

async function Found({ address, page, box }: FoundProps) {
  const read = await readOrRefusal(readSearch({ ...address, ...page }));
  if (read.status === "refused") {
    return (
      <SearchLayout box={box}>
        <RefusalNotice refusal={read} />
      </SearchLayout>
    );
  }
  const { hits, notes, notIndexed, threads, next } = read.value;
  const filters = (
    <FiltersFold set={new Set(filterTokens(address.query).map(({ key }) => key)).size}>
      <Suspense fallback={<FiltersSkeleton />}>
        <Facets address={address} />
      </Suspense>
      <Saved address={address} />
    </FiltersFold>
  );
  return (
    <SearchLayout box={box} count={<SearchCount result={read.value} address={address} />} filters={filters}>
      <SearchNotes notes={notes} notIndexed={notIndexed} />
      <TitleHits threads={threads} />
      {hits.length > 0 ? <HitList hits={hits} query={address.query} /> : <NoHits address={address} />}
      <ShowMore address={address} shown={hits.length} next={next} isFirst={page.from === undefined} />
    </SearchLayout>
  );
}

async function Facets({ address }: { address: SearchAddress }) {
  const read = await readOrRefusal(readFacets({ query: address.query }));
  return read.status === "refused" ? (
    <RefusalNotice refusal={read} />
  ) : (
    <SearchFilters address={address} facets={read.value} />
  );
}

async function Saved({ address }: { address: SearchAddress }) {
  return (
    <SavedSearches
      searches={await readSavedSearches()}
      current={addressText(address)}
      saveSearch={saveSearchAction}
      deleteSearch={deleteSearchAction}
    />
  );
}
