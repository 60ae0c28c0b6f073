import { Skeleton } from "../ui/skeleton.tsx";
import { HomeLayout } from "./home-layout.tsx";

/** Holds the places of the home page. */
export function HomeSkeleton() {
  return (
    <HomeLayout
      ask={
        <div className="grid gap-4">
          <p role="status" className="sr-only">
            Loading
          </p>
          <Skeleton className="h-6 w-32" />
          <Skeleton className="h-14" />
          <Skeleton className="h-14" />
          <Skeleton className="h-34" />
        </div>
      }
      board={
        <div>
          <Skeleton className="mb-2 h-5 w-28" />
          <ul className="border-line border-t">
            {["a", "b", "c", "d", "e", "f"].map((row) => (
              <li key={row} className="grid gap-2 border-line border-b py-3">
                <Skeleton className="h-4 w-1/2" />
                <Skeleton className="h-3.5 w-4/5" />
              </li>
            ))}
          </ul>
        </div>
      }
    />
  );
}
