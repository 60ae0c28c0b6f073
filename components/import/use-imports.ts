"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, useTransition } from "react";
import { type Pace, type PaceSample, paceOf, withSample } from "@/lib/core/import-pace.ts";
import type { ImportsView } from "@/lib/core/import-view.ts";
import { fetchView } from "../live/fetch-view.ts";
import { orUnreached } from "../ui/or-unreached.ts";
import type { Outcome, Refusal } from "../ui/outcome.ts";

/** How often is looked at what is under way, in milliseconds. */
const LOOK_MS = 1_000;
const KEY = ["imports"];

interface Seen {
  view: ImportsView;
  /** Of the running import. */
  samples: PaceSample[];
}

export interface Imports {
  view: ImportsView;
  /** How fast the running import goes; null while that isn't known. */
  pace: Pace | null;
  /** Whether an action is under way. */
  pending: boolean;
  refusal: Refusal | null;
  /** Does something, and looks at once how things stand then. */
  act: (action: () => Promise<Outcome>, done?: () => void) => void;
}

/** Where importing stands: looked at once a second while something is under way, and after each action. */
export function useImports(initial: ImportsView): Imports {
  const client = useQueryClient();
  const [pending, startTransition] = useTransition();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { data } = useQuery<Seen>({
    queryKey: KEY,
    queryFn: async () =>
      seen((await fetchView<ImportsView>("/api/imports")) ?? initial, client.getQueryData<Seen>(KEY)),
    initialData: () => seen(initial, undefined),
    // What the server gave with the page is of now.
    staleTime: LOOK_MS,
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data.view) ? LOOK_MS : false),
  });
  const { view, samples } = data;
  const act = (action: () => Promise<Outcome>, done = () => {}) =>
    startTransition(async () => {
      const outcome = await orUnreached(action());
      setRefusal(outcome.status === "refused" ? outcome : null);
      await client.refetchQueries({ queryKey: KEY });
      if (outcome.status === "done") done();
    });
  return { view, pace: view.running && paceOf(samples, view.running), pending, refusal, act };
}

/** Whether something is about to change by itself: an import runs, or the following that is wanted is yet to begin. */
function isUnderWay({ running, following: { possible, wanted, active } }: ImportsView): boolean {
  return running !== null || (possible && wanted && !active);
}

function seen(view: ImportsView, before: Seen | undefined): Seen {
  const { running, now } = view;
  if (running === null) return { view, samples: [] };
  const isSame = before?.view.running?.importId === running.importId;
  return { view, samples: withSample(isSame ? before.samples : [], running, now) };
}
