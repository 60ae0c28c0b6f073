export interface SilenceWatch {
  heard(): void;
  stop(): void;
}

/** Calls back when nothing was heard for a time, and then again after each such time. */
export function watchSilence(limitMs: number, onSilence: () => void): SilenceWatch {
  // By the clock: timers stand still while a computer sleeps.
  let heardAt = Date.now();
  let timer: ReturnType<typeof setTimeout>;
  const watch = (delay: number) => {
    timer = setTimeout(() => {
      const left = heardAt + limitMs - Date.now();
      if (left <= 0) heardAt = Date.now();
      watch(left > 0 ? Math.min(left, limitMs) : limitMs);
      if (left <= 0) onSilence();
    }, delay);
  };
  watch(limitMs);
  return {
    heard() {
      heardAt = Date.now();
    },
    stop: () => clearTimeout(timer),
  };
}
