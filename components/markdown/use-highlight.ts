"use client";
import { useEffect, useRef, useState } from "react";
import { languageNamed } from "./code-languages.ts";
import type { Span } from "./text-spans.ts";

/** Longer code stays plain. */
export const LONGEST_HIGHLIGHTED = 100_000;
/** Code that grows is looked at again after so long, or after so many times what it last cost; in milliseconds. */
const PACE_MS = 350;
const PACE_TIMES_COST = 12;
/** Of what was highlighted so much is kept, in characters. */
const MOST_KEPT = 500_000;
const PLAIN: readonly Span[] = [];

interface Highlighted {
  text: string;
  language: string;
  spans: readonly Span[];
}

/** What was highlighted last: code that is scrolled away and back, or unfolded again, looks the same at once. */
const kept = new Map<string, Highlighted>();
let keptLength = 0;

/**
 * How the words of a code look. Nothing until the language's grammar is there, and nothing of a language that isn't
 * known. Code that grows is highlighted as far as it was there a moment ago, a few times a second at most.
 */
export function useHighlight(text: string, word: string | null, growing = false): readonly Span[] {
  const language = text.length > LONGEST_HIGHLIGHTED ? null : languageNamed(word);
  const [done, setDone] = useState<Highlighted | null>(null);
  const latest = useRef(text);
  latest.current = text;
  useEffect(() => {
    if (language === null || growing) return;
    const before = kept.get(keyOf(language, text));
    if (before) return setDone(before);
    return whenIdle(async (isWanted) => {
      const highlighted = await highlightOf(text, language);
      if (!isWanted() || !highlighted) return;
      keep(highlighted);
      setDone(highlighted);
    });
  }, [text, language, growing]);
  useEffect(
    () => (language !== null && growing ? keepPace(latest, language, setDone) : undefined),
    [language, growing],
  );
  if (!done || done.language !== language) return PLAIN;
  return done.text === text || (growing && text.startsWith(done.text)) ? done.spans : PLAIN;
}

/** Highlights what there is of a text, again and again. @returns what ends that */
function keepPace(latest: { current: string }, language: string, show: (done: Highlighted) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const turn = async () => {
    const begun = performance.now();
    const highlighted = await highlightOf(latest.current, language);
    if (ended) return;
    if (highlighted) show(highlighted);
    timer = setTimeout(turn, Math.max(PACE_MS, (performance.now() - begun) * PACE_TIMES_COST));
  };
  timer = setTimeout(turn, PACE_MS / 2);
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}

/** Null when the highlighter could not be fetched: code is as readable plain, and the next one tries again. */
async function highlightOf(text: string, language: string): Promise<Highlighted | null> {
  try {
    const { highlight } = await import("./highlighter.ts");
    return { text, language, spans: await highlight(text, language) };
  } catch (error) {
    console.warn("Code stays plain: its highlighter could not be used.", error);
    return null;
  }
}

function whenIdle(work: (isWanted: () => boolean) => void): () => void {
  let wanted = true;
  const begin = () => wanted && work(() => wanted);
  const isAble = typeof requestIdleCallback === "function";
  const handle = isAble ? requestIdleCallback(begin, { timeout: 400 }) : setTimeout(begin, 30);
  return () => {
    wanted = false;
    if (isAble) cancelIdleCallback(Number(handle));
    else clearTimeout(handle);
  };
}

const keyOf = (language: string, text: string) => `${language} ${text}`;

function keep(highlighted: Highlighted): void {
  const key = keyOf(highlighted.language, highlighted.text);
  keptLength += kept.has(key) ? 0 : highlighted.text.length;
  kept.set(key, highlighted);
  for (const [oldest, { text }] of kept) {
    if (keptLength <= MOST_KEPT) break;
    kept.delete(oldest);
    keptLength -= text.length;
  }
}
