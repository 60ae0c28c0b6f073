import { Skeleton } from "../ui/skeleton.tsx";

/** Holds the place of a thread while it is read. */
export function ThreadSkeleton() {
  return (
    <div role="status" aria-label="The thread is being read">
      <div className="grid gap-2.5 border-line border-b pb-4">
        <Skeleton className="h-5 w-24" />
        <Skeleton className="h-6 w-2/3 max-w-md" />
        <Skeleton className="h-4 w-48" />
      </div>
      {["h-12", "h-56"].map((height) => (
        <div key={height} className="grid gap-x-8 gap-y-2 py-4 lg:grid-cols-[10.5rem_minmax(0,1fr)]">
          <Skeleton className="h-4 w-24" />
          <Skeleton className={`${height} w-full max-w-[46rem]`} />
        </div>
      ))}
    </div>
  );
}
