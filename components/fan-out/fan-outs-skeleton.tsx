import { Loading, RowsSkeleton } from "../ui/loading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** Holds the place of the form and the list beside it. */
export function FanOutsSkeleton() {
  return (
    <Loading label="Loading the questions">
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2">
        <div className="grid content-start gap-4">
          <Skeleton className="h-6 w-48" />
          <Skeleton className="h-40 w-full" />
          <Skeleton className="h-24 w-full" />
        </div>
        <RowsSkeleton rows={5} />
      </div>
    </Loading>
  );
}
