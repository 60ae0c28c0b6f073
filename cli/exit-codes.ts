/** How the process ends; docs/cli.md tells the same. */
export const EXIT = {
  complete: 0,
  /** The answer failed, or something went wrong that nobody foresaw. */
  failed: 1,
  usage: 2,
  /** Turned down before anything was done: no such directory, no CLI, a database that can't be used … */
  refused: 3,
  interrupted: 130,
} as const;
