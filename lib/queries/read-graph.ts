import type { GraphAsk, GraphEdge, GraphView } from "../core/graph.ts";
import { graphEdges, threadsOfEdge } from "../db/graph.ts";
import { whenFree } from "../db/patience.ts";
import { type Engine, getEngine } from "./engine.ts";

/** More can't be told apart, in a picture or in a table. */
const MOST_EDGES = 120;
const MOST_MODULES = 48;
const MOST_THREADS = 30;
const DAY = 86_400;

/** Who asks whom. @throws SwitchboardError database-busy */
export async function readGraph({ range, edge }: GraphAsk, engine?: Engine): Promise<GraphView> {
  const { store } = engine ?? (await getEngine());
  const since = range === "all" ? 0 : Date.now() / 1000 - Number(range) * DAY;
  const all = await whenFree(() => graphEdges(store.db, since));
  const edges = shown(all);
  const left = all.length - edges.length;
  if (edge === null) return { edges, left, threads: null };
  const ids = await whenFree(() => threadsOfEdge(store.db, edge, since, MOST_THREADS));
  const found = ids.length === 0 ? [] : await store.listThreads({ ids, limit: MOST_THREADS });
  const place = new Map(ids.map((id, at) => [id, at]));
  const order = (id: string) => place.get(id) ?? 0;
  return { edges, left, threads: found.sort((a, b) => order(a.threadId) - order(b.threadId)) };
}

/** Those with most queries, of so many modules at most. */
function shown(edges: readonly GraphEdge[]): GraphEdge[] {
  const modules = new Set<string>();
  return edges.slice(0, MOST_EDGES).filter(({ from, to }) => {
    const more = [from, to].filter((name) => name !== null && !modules.has(name));
    if (modules.size + more.length > MOST_MODULES) return false;
    for (const name of more) if (name !== null) modules.add(name);
    return true;
  });
}
