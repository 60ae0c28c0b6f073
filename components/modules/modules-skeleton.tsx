import { LinesSkeleton, Loading } from "../ui/loading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const ROWS = [0, 1, 2, 3, 4, 5];

/** Holds the place of the list of modules. */
export function ModulesSkeleton() {
  return (
    <Loading label="Loading the modules">
      <div className="grid gap-4">
        <div className="flex items-center justify-between">
          <Skeleton className="h-6 w-24" />
          <Skeleton className="h-8 w-32" />
        </div>
        <div className="flex gap-2">
          <Skeleton className="h-9 flex-1" />
          <Skeleton className="h-9 w-36" />
        </div>
        <div className="border-line border-t lg:mt-5.5">
          {ROWS.map((row) => (
            <div
              key={row}
              className="flex items-center justify-between gap-8 border-line border-b py-(--row-y) max-lg:flex-col max-lg:items-stretch max-lg:gap-2"
            >
              <div className="grid flex-1 gap-0.5">
                <LinesSkeleton widths={["w-32", "w-3/5", "w-2/5"]} />
              </div>
              <Skeleton className="h-3.5 w-full max-lg:h-8 lg:w-84" />
            </div>
          ))}
        </div>
      </div>
    </Loading>
  );
}
