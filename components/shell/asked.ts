const listeners = new Set<() => void>();

/** Says that a question was asked from this page. */
export function tellAsked(): void {
  for (const listener of listeners) listener();
}

/** Calls back whenever a question was asked from this page. Returns its undo. */
export function whenAsked(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
