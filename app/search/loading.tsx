import { SearchSkeleton } from "@/components/search/search-skeleton.tsx";

export default function Loading() {
  return <SearchSkeleton />;
}
