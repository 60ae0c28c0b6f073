"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";

export interface WhenNearProps {
  /** Whether it is drawn at first, also on the server. */
  atFirst: boolean;
  /** Draws it wherever it is. */
  always?: boolean;
  /** About how high it will be, in pixels, until it has been drawn once. */
  likelyHeight: number;
  className?: string;
  children: ReactNode;
}

/** A part of something very long, drawn while it is near the window; else an empty place as high as it was. */
export function WhenNear({ atFirst, always = false, likelyHeight, className, children }: WhenNearProps) {
  const place = useRef<HTMLDivElement>(null);
  const height = useRef(likelyHeight);
  const [near, setNear] = useState(atFirst || always);
  useEffect(() => {
    const element = place.current;
    if (!element || always) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry) return;
        if (!entry.isIntersecting) height.current = entry.boundingClientRect.height;
        setNear(entry.isIntersecting);
      },
      { rootMargin: "1200px 0px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [always]);
  const isDrawn = near || always;
  return (
    <div ref={place} className={className} style={isDrawn ? undefined : { height: height.current }}>
      {isDrawn ? children : null}
    </div>
  );
}
