"use client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { isTyping, useShortcuts } from "../keys/use-shortcuts.ts";
import { type MarkPattern, markPattern } from "../markdown/mark-words.ts";
import { namedMessage, nameMessage, nameQuery } from "./page-address.ts";

export interface ThreadFind {
  /** What is looked for. */
  query: string;
  /** What is to be marked in the messages. */
  pattern: MarkPattern | null;
  /** Whether the bar is shown. */
  open: boolean;
  /** The messages that have it, in order; null until it is known. */
  hits: readonly string[] | null;
  /** Whether there are more than that. */
  capped: boolean;
  /** Whether the hits could not be read. */
  unreached: boolean;
  /** Which of the hits is shown, from 0; null when none is. */
  current: number | null;
  setQuery: (query: string) => void;
  setOpen: (open: boolean) => void;
  /** Goes to the next hit, or the one before; round at the ends. */
  step: (by: 1 | -1) => void;
}

export interface ThreadFindOptions {
  threadId: string;
  /** What the address asks for. */
  asked: string;
  /** How many messages the thread has: with another one the hits are read anew. */
  size: number;
  target: string | null;
  /** The message that the page was asked for. */
  named: string | null;
  goTo: (messageId: string, focus?: boolean) => void;
}

interface Found {
  query: string;
  hits: readonly string[];
  capped: boolean;
}

/** So long after the last letter it is looked for, in milliseconds. */
const TYPING_MS = 250;

/** Looking for words within a thread: those that the page has not read yet are found too. */
export function useThreadFind({ threadId, asked, size, target, named, goTo }: ThreadFindOptions): ThreadFind {
  const [query, setQuery] = useState(asked);
  const [open, setOpen] = useState(asked !== "");
  const pattern = useMemo(() => markPattern(query), [query]);
  const { found, unreached } = useHits(threadId, query, size);
  const isKnown = found !== null && found.query === query.trim();
  const hits = isKnown ? found.hits : null;
  const at = hits && target !== null ? hits.indexOf(target) : -1;
  const current = at === -1 ? null : at;

  const show = useCallback(
    (messageId: string | undefined) => {
      if (messageId === undefined) return;
      nameMessage(messageId);
      goTo(messageId, !isTyping(document.activeElement));
    },
    [goTo],
  );
  const step = useCallback(
    (by: 1 | -1) => {
      if (!hits || hits.length === 0) return;
      const from = current ?? (by === 1 ? -1 : 0);
      show(hits[(from + by + hits.length) % hits.length]);
    },
    [hits, current, show],
  );
  // A link that names words and no message leads to the first one that has them.
  const opening = useRef(asked !== "");
  useEffect(() => {
    if (!opening.current || hits === null) return;
    opening.current = false;
    if (namedMessage() === null && named === null) show(hits[0]);
  }, [hits, show, named]);
  const change = (next: string) => {
    setQuery(next);
    nameQuery(next.trim());
  };
  const setShown = (shown: boolean) => {
    setOpen(shown);
    if (!shown) change("");
  };
  useShortcuts({
    "find-open": () => setShown(true),
    "find-next": () => open && step(1),
    "find-before": () => open && step(-1),
  });
  return {
    query,
    pattern,
    open,
    hits,
    capped: found?.capped ?? false,
    unreached,
    current,
    setQuery: change,
    setOpen: setShown,
    step,
  };
}

function useHits(threadId: string, query: string, size: number): { found: Found | null; unreached: boolean } {
  const [found, setFound] = useState<Found | null>(null);
  const [unreached, setUnreached] = useState(false);
  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another message may be a hit.
  useEffect(() => {
    const words = query.trim();
    if (words === "") return setFound(null);
    const ending = new AbortController();
    const look = async () => {
      const address = `/api/threads/${encodeURIComponent(threadId)}/hits?${new URLSearchParams({ q: words })}`;
      try {
        const response = await fetch(address, { cache: "no-store", signal: ending.signal });
        if (!response.ok) throw new Error(`${address} answered ${response.status}.`);
        const { hits, capped } = (await response.json()) as { hits: { messageId: string }[]; capped: boolean };
        setFound({ query: words, hits: hits.map(({ messageId }) => messageId), capped });
        setUnreached(false);
      } catch {
        if (!ending.signal.aborted) setUnreached(true);
      }
    };
    const timer = setTimeout(look, isFirst.current ? 0 : TYPING_MS);
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [threadId, query, size]);
  return { found, unreached };
}
