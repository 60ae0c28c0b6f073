import { LinesSkeleton, Loading, RowsSkeleton } from "../ui/loading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** Holds the place of the settings: a part with switches, the doctor, and lists. */
export function SettingsSkeleton() {
  return (
    <Loading label="Loading the settings">
      <div className="grid max-w-4xl gap-10">
        <Skeleton className="h-6 w-24" />
        <div className="grid gap-3">
          <LinesSkeleton widths={["w-28"]} />
          <Skeleton className="h-8 w-full max-w-md" />
          <LinesSkeleton widths={["w-72", "w-full max-w-prose"]} />
        </div>
        <div className="grid gap-3">
          <LinesSkeleton widths={["w-20", "w-full max-w-prose"]} />
        </div>
        <div className="grid gap-3">
          <LinesSkeleton widths={["w-32"]} />
          <RowsSkeleton rows={4} />
        </div>
      </div>
    </Loading>
  );
}
