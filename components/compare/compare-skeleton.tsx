import { LinesSkeleton, Loading } from "../ui/loading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const TEXT = ["w-full", "w-11/12", "w-4/5", "w-full", "w-3/5"];

/** Holds the place of two answers beside each other. */
export function CompareSkeleton() {
  return (
    <Loading label="Loading the answers">
      <div className="grid gap-5">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <Skeleton className="h-6 w-56" />
          <Skeleton className="h-8 w-64" />
        </div>
        <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2">
          {["first", "second"].map((side) => (
            <div key={side} className="grid content-start gap-4">
              <div className="grid gap-2 border-line border-b pb-3">
                <LinesSkeleton widths={["w-48", "w-11/12", "w-72"]} />
              </div>
              <div className="grid gap-1">
                <LinesSkeleton widths={TEXT} />
              </div>
            </div>
          ))}
        </div>
      </div>
    </Loading>
  );
}
