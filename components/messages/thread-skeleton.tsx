import { Loading } from "../ui/loading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** Holds the place of a thread: its head, and a question with its answer. */
export function ThreadSkeleton() {
  return (
    <Loading label="Loading the thread">
      <div className="grid gap-3 border-line border-b pb-4">
        <Skeleton className="my-1 h-4 w-40" />
        <Skeleton className="h-6 w-3/5" />
        <Skeleton className="my-0.5 h-4 w-48" />
        <Skeleton className="h-6 w-64" />
      </div>
      {[3, 9].map((lines) => (
        <div key={lines} className="grid gap-x-8 gap-y-2 py-(--message-y) lg:grid-cols-[10.5rem_minmax(0,1fr)]">
          <div className="grid content-start gap-2">
            <Skeleton className="h-4 w-24" />
            <Skeleton className="h-3 w-20" />
          </div>
          <div className="grid max-w-[46rem] content-start gap-2.5">
            {Array.from({ length: lines }, (_, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines without words have nothing else.
              <Skeleton key={at} className={at === lines - 1 ? "h-3.5 w-2/5" : "h-3.5 w-full"} />
            ))}
          </div>
        </div>
      ))}
    </Loading>
  );
}
