import Link from "next/link";
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useRef, useState } from "react";
import { barFigures } from "./bar-figures.ts";
import type { BarPlotProps } from "./bar-plot.tsx";

export interface BarLinksProps extends BarPlotProps {
  /** The bar whose figures are shown. */
  shown: number | null;
  setShown: (at: number | null) => void;
}

/**
 * A link over each bar that tells its figures and leads to its messages. The plot is one stop of the Tab key; arrow
 * keys, Home and End go from bar to bar. A finger's first tap shows the figures, the second one follows the link.
 */
export function BarLinks(props: BarLinksProps) {
  const { title, bars, shown, setShown } = props;
  const [stop, setStop] = useState(bars.length - 1);
  const firstTap = useRef<number | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const focusStop = Math.min(stop, bars.length - 1);

  function move(event: KeyboardEvent) {
    if (event.key === "Escape") setShown(null);
    const to = placeAfter(event.key, focusStop, bars.length);
    if (to === null) return;
    event.preventDefault();
    list.current?.querySelectorAll("a")[to]?.focus();
  }

  return (
    <ul
      ref={list}
      aria-label={`${title}: a link for each bar; arrow keys go from one to the next`}
      className="absolute inset-0 flex"
      onKeyDown={move}
      onPointerLeave={() => setShown(null)}
    >
      {bars.map((bar, at) => (
        <li key={bar.label} className="min-w-0 flex-1">
          <Link
            href={bar.href}
            prefetch={false}
            tabIndex={at === focusStop ? 0 : -1}
            aria-label={barFigures(props, at).sentence}
            className={`block h-full focus-visible:outline-offset-0 ${shown === at ? "bg-ink/8" : ""}`}
            onPointerDown={(event: PointerEvent) => {
              firstTap.current = event.pointerType === "touch" && shown !== at ? at : null;
            }}
            onPointerEnter={(event: PointerEvent) => {
              if (event.pointerType !== "touch") setShown(at);
            }}
            onFocus={() => {
              setStop(at);
              if (firstTap.current === null) setShown(at);
            }}
            onBlur={() => setShown(null)}
            onClick={(event: MouseEvent) => {
              if (firstTap.current !== at) return;
              event.preventDefault();
              firstTap.current = null;
              setShown(at);
            }}
          />
        </li>
      ))}
    </ul>
  );
}

function placeAfter(key: string, at: number, bars: number): number | null {
  if (key === "ArrowLeft") return Math.max(0, at - 1);
  if (key === "ArrowRight") return Math.min(bars - 1, at + 1);
  if (key === "Home") return 0;
  return key === "End" ? bars - 1 : null;
}
