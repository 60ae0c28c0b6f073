import { Loading, RowsSkeleton } from "../ui/loading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** Holds the place of the list of threads. */
export function ThreadsSkeleton() {
  return (
    <Loading label="Loading the threads">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-4 lg:grid-cols-[minmax(0,1fr)_14rem] lg:grid-rows-[auto_1fr]">
        <div className="flex flex-wrap gap-2 lg:col-start-1">
          <Skeleton className="h-9 flex-1 basis-64" />
          <Skeleton className="h-9 w-full sm:w-74" />
        </div>
        <div className="grid content-start gap-3 max-lg:h-7 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:pt-3">
          {[24, 32, 28, 20, 30].map((width) => (
            <Skeleton key={width} className="h-3.5 max-lg:hidden" />
          ))}
        </div>
        <div className="grid gap-2 lg:col-start-1">
          <Skeleton className="my-1.5 h-4 w-24" />
          <RowsSkeleton rows={10} />
        </div>
      </div>
    </Loading>
  );
}
