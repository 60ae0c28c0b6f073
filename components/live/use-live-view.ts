"use client";
import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { browserFeed } from "./browser-feed.ts";
import type { ConnectionState } from "./feed-connection.ts";
import { type FollowViewOptions, followView, type ViewFollower } from "./follow-view.ts";
import { nextFrame } from "./next-frame.ts";
import { whenShown } from "./when-shown.ts";

export interface LiveViewSource<View extends { cursor: number }>
  extends Pick<FollowViewOptions<View>, "concerns" | "apply" | "needsFetch" | "fetchView"> {
  /** Where the view stands in the query cache. */
  queryKey: readonly string[];
  /** Chooses between the view that is held and the one that the server gave. Default: the one with the later cursor. */
  choose?(held: View, given: View): View;
}

export interface LiveView<View> {
  view: View;
  connection: ConnectionState;
  /** The view as it is right now, for what happens between two drawings. */
  now(): View;
  /** See ViewFollower. */
  takeIn: ViewFollower<View>["takeIn"];
}

/**
 * A view that the server gave, kept true by the feed for as long as it is shown. The query cache holds it, so that
 * going back to a page shows what was there; the view with the later cursor wins, wherever it came from.
 */
export function useLiveView<View extends { cursor: number }>(
  initial: View,
  source: LiveViewSource<View>,
): LiveView<View> {
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
  const follower = useRef<ViewFollower<View> | null>(null);
  useLayoutEffect(() => {
    latest.current = source;
  });
  const key = source.queryKey.join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key's words stand for the key.
  useLayoutEffect(() => {
    const choose = latest.current.choose ?? laterOf;
    client.setQueryData<View>(source.queryKey, (held) => (held ? choose(held, initial) : initial));
  }, [client, key, initial]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new snapshot alone is no reason to connect anew.
  useEffect(() => {
    const { queryKey } = source;
    const made = followView<View>({
      concerns: (change) => latest.current.concerns?.(change) ?? true,
      read: () => client.getQueryData<View>(queryKey) ?? initial,
      write: (view) => client.setQueryData<View>(queryKey, view),
      apply: (view, changes, cursor) => latest.current.apply(view, changes, cursor),
      needsFetch: (changes, view) => latest.current.needsFetch?.(changes, view) ?? false,
      fetchView: (anew) => latest.current.fetchView(anew),
      onState: setConnection,
      subscribe: (subscriber) => browserFeed().subscribe(subscriber),
      soon: nextFrame,
      whenShown,
    });
    follower.current = made;
    return () => {
      follower.current = null;
      made.close();
    };
  }, [client, key]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key's words stand for the key.
  const now = useCallback(() => client.getQueryData<View>(source.queryKey) ?? initial, [client, key, initial]);
  const takeIn = useCallback<LiveView<View>["takeIn"]>(async (read, put) => {
    // The first drawing asks before the page follows the feed, which it does right after.
    await Promise.resolve();
    return follower.current?.takeIn(read, put) ?? null;
  }, []);
  return { view: data ?? initial, connection, now, takeIn };
}

function laterOf<View extends { cursor: number }>(held: View, given: View): View {
  return held.cursor >= given.cursor ? held : given;
}
