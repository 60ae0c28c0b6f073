import { LinesSkeleton, Loading } from "../ui/loading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** Holds the place of what Claude Code has kept, and of its import. */
export function ImportSkeleton() {
  return (
    <Loading label="Loading the history">
      <div className="grid max-w-4xl gap-8">
        <div className="grid gap-1">
          <Skeleton className="h-6 w-56" />
          <LinesSkeleton widths={["w-full max-w-prose"]} />
        </div>
        <Skeleton className="h-32" />
        <div className="grid gap-1">
          <LinesSkeleton widths={["w-full max-w-prose"]} />
        </div>
      </div>
    </Loading>
  );
}
