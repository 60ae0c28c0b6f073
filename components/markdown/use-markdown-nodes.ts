"use client";
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { latePart } from "../ui/late-part.ts";
import { useLoaded } from "../ui/use-loaded.ts";
import { type MarkdownNodes, type ReadParts, sourceKey } from "./markdown-nodes.ts";

/** What the server has read of what a page shows at first. */
export const ReadPartsContext = createContext<ReadParts>({});

/** Set on pages that bring the reader with them, where nothing was read beforehand. */
export const ReaderContext = createContext<((source: string) => MarkdownNodes) | null>(null);

const lateReader = latePart(() => import("./read-markdown.ts"));

/**
 * What Markdown says: what the server read of it, else what the page's own reader does, which is fetched with its first
 * use. Null until that is there, where nothing was drawn yet; text that grows stays as it was drawn for so long.
 */
export function useMarkdownNodes(source: string): MarkdownNodes | null {
  const parts = useContext(ReadPartsContext);
  const own = useContext(ReaderContext);
  const given = useMemo(() => (own ? null : givenOf(parts, source)), [own, parts, source]);
  const isWanted = own === null && given === null;
  // What was given is not drawn anew when the reader comes.
  const now = useCallback(() => (isWanted ? lateReader.now() : null), [isWanted]);
  const late = useSyncExternalStore(lateReader.subscribe, now, atFirst);
  useLoaded(isWanted && late === null, lateReader.load, tellMissing);
  const read = own ?? late?.readMarkdown ?? null;
  const nodes = useMemo(() => given ?? read?.(source) ?? null, [given, read, source]);
  const before = useRef(nodes);
  if (nodes) before.current = nodes;
  return nodes ?? before.current;
}

/** The server fetches no reader: to begin with a page draws what the server did. */
const atFirst = () => null;

function givenOf(parts: ReadParts, source: string): MarkdownNodes | null {
  const key = sourceKey(source);
  return Object.hasOwn(parts, key) ? (parts[key] ?? null) : null;
}

const tellMissing = (error: unknown) =>
  console.warn("Text stays as it is: what reads Markdown could not be fetched. It is tried again.", error);

/** Resolves when the reader is there, or can't be had for now: then words are shown plain until it can (useLoaded). */
export async function readerThere(): Promise<void> {
  if (!lateReader.now()) await lateReader.load().catch(tellMissing);
}

/** Fetches the reader when the page is there and the browser has time, so that what comes next is drawn at once. */
export function useReaderAhead(): void {
  const [isTime, setIsTime] = useState(false);
  useEffect(() => whenQuiet(() => setIsTime(true)), []);
  useLoaded(isTime && lateReader.now() === null, lateReader.load, tellMissing);
}

/** So long after the page was loaded a busy browser is not waited for any more: somebody may be scrolling already. */
const PATIENCE_MS = 200;

/** @returns what calls it off */
function whenQuiet(work: () => void): () => void {
  let isWanted = true;
  const begin = () => {
    if (typeof requestIdleCallback === "function")
      requestIdleCallback(() => isWanted && work(), { timeout: PATIENCE_MS });
    else setTimeout(() => isWanted && work(), PATIENCE_MS);
  };
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin, { once: true });
  return () => {
    isWanted = false;
    window.removeEventListener("load", begin);
  };
}
