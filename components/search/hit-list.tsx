import type { Hit } from "@/lib/core/search-result.ts";
import { rowsClass } from "../ui/row-class.ts";
import { HitKeys } from "./hit-keys.tsx";
import { HitRow } from "./hit-row.tsx";

export function HitList({ hits, query }: { hits: Hit[]; query: string }) {
  return (
    <>
      <HitKeys />
      <ul className={rowsClass}>
        {hits.map((hit) => (
          <HitRow key={hit.messageId} hit={hit} query={query} />
        ))}
      </ul>
    </>
  );
}
