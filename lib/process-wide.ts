/**
 * One value per process. Next.js bundles the same file several times (pages, routes, actions), so a module variable
 * is not shared between them; globalThis is.
 */
export function processWide<T>(name: string, create: () => T): T {
  const key = Symbol.for(`switchboard.${name}`);
  const registry = globalThis as unknown as Record<symbol, T | undefined>;
  registry[key] ??= create();
  return registry[key];
}

/** Forgets a process-wide value, so that the next use makes a new one. */
export function forgetProcessWide(name: string): void {
  delete (globalThis as unknown as Record<symbol, unknown>)[Symbol.for(`switchboard.${name}`)];
}
