import { Skeleton } from "../ui/skeleton.tsx";
import { SearchLayout } from "./search-layout.tsx";

/** Holds the places of the search page. */
export function SearchSkeleton() {
  return (
    <SearchLayout box={<Skeleton className="h-10" />}>
      <p role="status" className="sr-only">
        Searching
      </p>
      <ul className="mt-7 border-line border-t">
        {["a", "b", "c", "d", "e"].map((row) => (
          <li key={row} className="grid gap-2 border-line border-b py-3.5">
            <Skeleton className="h-4 w-2/5" />
            <Skeleton className="h-4 w-11/12" />
            <Skeleton className="h-3 w-1/5" />
          </li>
        ))}
      </ul>
    </SearchLayout>
  );
}
