import { Loading, RowsSkeleton } from "../ui/loading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** Holds the place of a search: its box, and hits. */
export function SearchSkeleton() {
  return (
    <Loading label="Searching">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-4 lg:grid-cols-[minmax(0,1fr)_14rem]">
        <Skeleton className="h-10 lg:col-start-1" />
        <div className="grid gap-2 lg:col-start-1">
          <Skeleton className="my-1 h-4 w-28" />
          <RowsSkeleton />
        </div>
      </div>
    </Loading>
  );
}
