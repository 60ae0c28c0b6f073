"use client";
import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useLayoutEffect, useState } from "react";
import type { ThreadCounts, ThreadListView, ThreadPage } from "@/lib/core/message.ts";
import { type ThreadAddress, threadQuery } from "@/lib/core/thread-address.ts";
import { rowsOf, shownThreads, type ThreadRows, withPage, withRead } from "@/lib/core/thread-rows.ts";
import { browserFeed } from "./browser-feed.ts";
import { fetchView } from "./fetch-view.ts";
import { followThreads } from "./follow-threads.ts";
import { useLoadMore } from "./use-load-more.ts";
import { whenShown } from "./when-shown.ts";

export interface LiveThreads {
  rows: ThreadRows;
  /** Reads the next page. */
  loadMore: () => void;
  loading: boolean;
  /** Whether the last try to read the next page failed. */
  failed: boolean;
}

/** As many as the server gives at once. */
const MOST_READ = 1_000;
const FIRST_READ = 50;

/** The list of threads, kept true while it is shown. The query cache holds it, so that going back finds its place. */
export function useLiveThreads(initial: ThreadListView, address: ThreadAddress): LiveThreads {
  const client = useQueryClient();
  const query = threadQuery(address);
  const key = ["threads", query];
  const { sort } = address;
  const pinnedFirst = address.shelf === "list";
  const [first] = useState(() => client.getQueryData<ThreadRows>(key) ?? rowsOf(initial, sort, pinnedFirst));
  const { data: rows = first } = useQuery<ThreadRows>({
    queryKey: key,
    queryFn: skipToken,
    initialData: first,
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the query stands for the key.
  useLayoutEffect(() => {
    client.setQueryData<ThreadRows>(key, (held) => (held ? withRead(held, initial) : first));
  }, [client, query, initial]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  useEffect(() => {
    const update = (change: (held: ThreadRows) => ThreadRows) =>
      client.setQueryData<ThreadRows>(key, (held) => held && change(held));
    const held = () => client.getQueryData<ThreadRows>(key) ?? first;
    const follower = followThreads({
      after: held().cursor,
      async readThese(ids) {
        const page = await readThreads(
          query,
          ids.map((id) => ["id", id] as const),
        );
        update((known) => withRead(known, page, ids));
      },
      async readAll() {
        const shown = shownThreads(held(), sort, pinnedFirst).others.length;
        const count = Math.min(MOST_READ, Math.max(FIRST_READ, shown));
        const view = await readThreads(query, [["count", String(count)]]);
        update(() => rowsOf(view, sort, pinnedFirst));
        return view.cursor;
      },
      onCounted: () => void client.invalidateQueries({ queryKey: COUNTS, refetchType: "none" }),
      subscribe: (subscriber) => browserFeed().subscribe(subscriber),
      whenShown,
    });
    return () => {
      const cursor = follower.reached();
      follower.close();
      // Opened again, the list goes on from there.
      update((known) => (cursor > known.cursor ? { ...known, cursor } : known));
    };
  }, [client, query]);
  const more = useLoadMore(rows.next, async (after) => {
    const page = await readThreads(query, [["after", after]]);
    client.setQueryData<ThreadRows>(key, (held) => held && withPage(held, page, after, sort));
  });
  return { rows, ...more };
}

async function readThreads(query: string, words: readonly (readonly [string, string])[]): Promise<ThreadPage> {
  const params = new URLSearchParams(query);
  for (const [name, value] of words) params.append(name, value);
  const page = await fetchView<ThreadPage>(`/api/threads?${params}`);
  if (page === null) throw new Error("The list of threads was not found.");
  return page;
}

const COUNTS = ["thread-counts"];
/** How often they are counted anew while something changes, in milliseconds. */
const COUNT_EVERY_MS = 3_000;

/** How many threads there are of what the list can be narrowed to, counted anew every few seconds while they change. */
export function useThreadCounts(initial: ThreadCounts | undefined): ThreadCounts | undefined {
  const { data } = useQuery({
    queryKey: COUNTS,
    queryFn: () => fetchView<ThreadCounts>("/api/thread-counts"),
    initialData: initial,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.isInvalidated ? COUNT_EVERY_MS : false),
  });
  const client = useQueryClient();
  useLayoutEffect(() => {
    const held = client.getQueryData<ThreadCounts>(COUNTS);
    if (initial && (held?.cursor ?? -1) < initial.cursor) client.setQueryData<ThreadCounts>(COUNTS, initial);
  }, [client, initial]);
  return data ?? undefined;
}
