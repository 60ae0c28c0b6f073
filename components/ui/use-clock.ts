"use client";
import { useSyncExternalStore } from "react";

/** One timer per step, shared by every view that shows the time. */
const timers = new Map<number, { views: Set<() => void>; stop: () => void }>();

function subscribe(step: number, view: () => void): () => void {
  let timer = timers.get(step);
  if (!timer) {
    const views = new Set<() => void>();
    const id = setInterval(() => {
      for (const tell of views) tell();
    }, step * 1000);
    timer = { views, stop: () => clearInterval(id) };
    timers.set(step, timer);
  }
  const { views, stop } = timer;
  views.add(view);
  return () => {
    views.delete(view);
    if (views.size > 0) return;
    stop();
    timers.delete(step);
  };
}

const steps = {
  1: { subscribe: (view: () => void) => subscribe(1, view), now: () => Math.floor(Date.now() / 1000) },
  30: { subscribe: (view: () => void) => subscribe(30, view), now: () => Math.floor(Date.now() / 30_000) * 30 },
};

/** The time in Unix seconds, rounded down to the step; the view is drawn anew when it changes. */
export function useClock(step: keyof typeof steps): number {
  const clock = steps[step];
  return useSyncExternalStore(clock.subscribe, clock.now, clock.now);
}
