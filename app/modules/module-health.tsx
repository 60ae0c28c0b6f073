import { Suspense } from "react";
import { HealthMarks, HealthMarksSkeleton } from "@/components/modules/health-marks.tsx";
import { readModuleHealth } from "@/lib/queries/module-health.ts";

/** How a directory stands: comes after the rest of the page. */
export function LookedAt({ path }: { path: string }) {
  return (
    <Suspense fallback={<HealthMarksSkeleton />}>
      <Marks path={path} />
    </Suspense>
  );
}

async function Marks({ path }: { path: string }) {
  return <HealthMarks health={await readModuleHealth(path)} />;
}
