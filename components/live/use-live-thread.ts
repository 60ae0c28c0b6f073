"use client";
import { useState } from "react";
import { applyChanges } from "@/lib/core/change.ts";
import type { ThreadView } from "@/lib/core/message.ts";
import type { ConnectionState } from "./feed-connection.ts";
import { fetchView } from "./fetch-view.ts";
import { useLiveView } from "./use-live-view.ts";

export interface LiveThread {
  view: ThreadView;
  connection: ConnectionState;
  /** Whether the thread was deleted since it was read. What was read stays readable. */
  deleted: boolean;
}

/** A thread that goes on while it is read. */
export function useLiveThread(initial: ThreadView): LiveThread {
  const { threadId } = initial.thread;
  const [deleted, setDeleted] = useState(false);
  const live = useLiveView(initial, {
    queryKey: ["thread", threadId],
    // What is of no thread is for every view.
    concerns: (change) => change.threadId === threadId || change.threadId === "",
    apply: applyChanges,
    needsFetch: (changes) => changes.some((change) => change.type === "thread-deleted"),
    async fetchView() {
      const view = await fetchView<ThreadView>(`/api/threads/${encodeURIComponent(threadId)}`);
      setDeleted(view === null);
      return view;
    },
  });
  return { ...live, deleted };
}
