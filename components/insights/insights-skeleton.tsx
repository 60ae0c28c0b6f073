import { Skeleton } from "../ui/skeleton.tsx";

/** Stands where the figures will be. */
export function InsightsSkeleton() {
  return (
    <div role="status" aria-label="Adding up" className="grid gap-6">
      <Skeleton className="h-12 w-full max-w-2xl" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-48 w-full" />
    </div>
  );
}
