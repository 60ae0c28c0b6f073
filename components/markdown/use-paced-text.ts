"use client";
import { useEffect, useRef, useState } from "react";

/** A part up to this long is drawn anew in every frame. */
const SHORT = 4_000;
const LONGEST_MS = 1_000;

/**
 * The text of a part that grows, as often as it is worth drawing. A single paragraph, list or table that became very
 * long costs more with each frame, so it is drawn less often the longer it is.
 */
export function usePacedText(text: string, growing: boolean): string {
  const [drawn, setDrawn] = useState(text);
  const latest = useRef(text);
  latest.current = text;
  const waits = growing && text.length > SHORT;
  const pace = Math.min(LONGEST_MS, Math.ceil(text.length / SHORT) * 40);
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => setDrawn(latest.current), pace);
    return () => clearInterval(timer);
  }, [waits, pace]);
  return waits && text.startsWith(drawn) && drawn !== "" && drawn.length > SHORT / 2 ? drawn : text;
}
