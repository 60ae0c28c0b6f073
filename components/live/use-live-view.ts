"use client";
import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { browserFeed } from "./browser-feed.ts";
import type { ConnectionState } from "./feed-connection.ts";
import { type FollowViewOptions, followView } from "./follow-view.ts";
import { nextFrame } from "./next-frame.ts";
import { whenShown } from "./when-shown.ts";

export interface LiveViewSource<View extends { cursor: number }>
  extends Pick<FollowViewOptions<View>, "concerns" | "apply" | "needsFetch" | "fetchView"> {
  /** Where the view stands in the query cache. */
  queryKey: readonly string[];
}

/**
 * A view that the server gave, kept true by the feed for as long as it is shown. The query cache holds it, so that
 * going back to a page shows what was there; the view with the later cursor wins, wherever it came from.
 */
export function useLiveView<View extends { cursor: number }>(
  initial: View,
  source: LiveViewSource<View>,
): { view: View; connection: ConnectionState } {
  const client = useQueryClient();
  const [connection, setConnection] = useState<ConnectionState>("live");
  const { data } = useQuery<View>({
    queryKey: source.queryKey,
    queryFn: skipToken,
    initialData: initial,
    staleTime: Number.POSITIVE_INFINITY,
    // Comparing the whole view with the one before, once per frame, would cost more than drawing it.
    structuralSharing: false,
  });
  const latest = useRef(source);
  useLayoutEffect(() => {
    latest.current = source;
  });
  const key = source.queryKey.join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key's words stand for the key.
  useLayoutEffect(() => {
    client.setQueryData<View>(source.queryKey, (held) => (held && held.cursor >= initial.cursor ? held : initial));
  }, [client, key, initial]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new snapshot alone is no reason to connect anew.
  useEffect(() => {
    const { queryKey } = source;
    const follower = followView<View>({
      concerns: (change) => latest.current.concerns?.(change) ?? true,
      read: () => client.getQueryData<View>(queryKey) ?? initial,
      write: (view) => client.setQueryData<View>(queryKey, view),
      apply: (view, changes, cursor) => latest.current.apply(view, changes, cursor),
      needsFetch: (changes) => latest.current.needsFetch?.(changes) ?? false,
      fetchView: () => latest.current.fetchView(),
      onState: setConnection,
      subscribe: (subscriber) => browserFeed().subscribe(subscriber),
      soon: nextFrame,
      whenShown,
    });
    return () => follower.close();
  }, [client, key]);
  return { view: data ?? initial, connection };
}
