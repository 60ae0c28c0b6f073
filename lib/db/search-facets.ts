import type { FacetCount, SearchFacets } from "../core/search-result.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { type SearchInput, understand } from "./search.ts";
import type { SearchConditions } from "./search-match.ts";
import { newestMatches, type Sought } from "./search-places.ts";

/** Facets are counted among the newest matches: counting them all takes longer the more there are. */
const AMONG = 1_000;
/** How many values of a facet are told, and how many tools are asked for. */
const VALUES = 12;

type Fact = SearchConditions["conditions"][number]["fact"];

/** How many of the matches have which module, type, status and tool: each as if its own filter were not set. */
export function searchFacets(db: Db, input: SearchInput): SearchFacets {
  return db.$client.transaction(() => {
    const sought = understand(db, input);
    return {
      module: valuesOf(db, sought, "module"),
      type: valuesOf(db, sought, "type"),
      status: valuesOf(db, sought, "status"),
      tool: toolsOf(db, sought),
      among: AMONG,
    };
  })();
}

function without(sought: Sought, fact: Fact): Sought {
  return { ...sought, conditions: sought.conditions.filter((condition) => condition.fact !== fact) };
}

function valuesOf(db: Db, sought: Sought, fact: "module" | "type" | "status"): FacetCount[] {
  const counts = new Map<string, number>();
  const value = prepared(db, `SELECT ${fact} FROM message_order WHERE seq = ?`).pluck();
  for (const seq of newestMatches(db, without(sought, fact), AMONG, null)) {
    const name = String(value.get(seq));
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return mostFirst([...counts].map(([name, count]) => ({ value: name, count })));
}

/** A message may have used several tools: each of the most used ones is counted by itself. */
function toolsOf(db: Db, sought: Sought): FacetCount[] {
  const names = prepared(db, "SELECT name FROM search_tools ORDER BY docs DESC, name LIMIT ?").pluck().all(VALUES);
  const bare = without(sought, "tool");
  return mostFirst(
    names.map(String).map((name) => {
      const conditions = [...bare.conditions, { fact: "tool" as const, values: [name], excluded: false }];
      return { value: name, count: newestMatches(db, { ...bare, conditions }, AMONG, null).length };
    }),
  );
}

function mostFirst(counts: FacetCount[]): FacetCount[] {
  return counts
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, VALUES);
}
