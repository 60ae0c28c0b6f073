import { InsightsSkeleton } from "@/components/insights/insights-skeleton.tsx";
import { Loading as LatePlace } from "@/components/ui/loading.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";

export default function Loading() {
  return (
    <LatePlace label="Loading the insights">
      <div className="grid gap-5">
        <div className="flex flex-wrap justify-between gap-x-6 gap-y-3">
          <h1 className="font-semibold text-title">Insights</h1>
          <Skeleton className="h-8 w-80 max-w-full" />
        </div>
        <InsightsSkeleton />
      </div>
    </LatePlace>
  );
}
