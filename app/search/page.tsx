import type { Metadata } from "next";
import { HitList } from "@/components/search/hit-list.tsx";
import { SearchBox } from "@/components/search/search-box.tsx";
import { SearchCount } from "@/components/search/search-count.tsx";
import { NoHits, NothingTyped } from "@/components/search/search-empty.tsx";
import { SearchFilters } from "@/components/search/search-filters.tsx";
import type { SearchAddress } from "@/components/search/search-href.ts";
import { SearchLayout } from "@/components/search/search-layout.tsx";
import { ShowMore } from "@/components/search/show-more.tsx";
import { RefusalNotice } from "@/components/ui/refusal-notice.tsx";
import { readSearch } from "@/lib/queries/reads.ts";
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
  return <SearchView address={address} limit={shownHits(params)} />;
}

async function SearchView({ address, limit }: { address: SearchAddress; limit: number }) {
  const { query, module, status } = address;
  const box = <SearchBox {...address} />;
  if (query.trim() === "") {
    return (
      <SearchLayout box={box}>
        <NothingTyped />
      </SearchLayout>
    );
  }
  const read = await readOrRefusal(
    readSearch({ query, limit, module: module ?? undefined, status: status ?? undefined }),
  );
  if (read.status === "refused") {
    return (
      <SearchLayout box={box}>
        <RefusalNotice refusal={read} />
      </SearchLayout>
    );
  }
  const { hits, total } = read.value;
  return (
    <SearchLayout
      box={box}
      count={<SearchCount result={read.value} />}
      filters={<SearchFilters address={address} modules={[]} />}
    >
      {hits.length > 0 ? <HitList hits={hits} query={query} /> : <NoHits address={address} />}
      <ShowMore address={address} shown={hits.length} total={total} />
    </SearchLayout>
  );
}
