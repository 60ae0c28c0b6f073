/** What the doctor looks at, in the order in which it is told. */
export const DOCTOR_CHECKS = [
  "node",
  "cli",
  "login",
  "home",
  "disk",
  "database",
  "schema",
  "log",
  "integrity",
  "references",
  "runs",
  "kept",
  "search",
] as const;
export type DoctorCheckId = (typeof DOCTOR_CHECKS)[number];

export const DOCTOR_TITLES: Record<DoctorCheckId, string> = {
  node: "Node",
  cli: "Claude Code",
  login: "Login",
  home: "Home directory",
  disk: "Free disk",
  database: "Database",
  schema: "Schema",
  log: "Write-ahead log",
  integrity: "Integrity",
  references: "References",
  runs: "Runs",
  kept: "Kept processes",
  search: "Search index",
};

export type DoctorState = "ok" | "warning" | "broken";

/** What the dashboard can do itself about what was found. */
export const DOCTOR_ACTIONS = [
  "close-home",
  "close-database",
  "shorten-log",
  "give-threads",
  "take-up",
  "end-kept",
  "index",
] as const;
export type DoctorAction = (typeof DOCTOR_ACTIONS)[number];

/** What one can do about it. */
export interface DoctorFix {
  words: string;
  /** For a terminal. */
  command: string | null;
  action: DoctorAction | null;
}

/** What one look found. */
export interface DoctorFinding {
  state: DoctorState;
  /** What was found, to what. */
  words: string;
  fix: DoctorFix | null;
}

export type DoctorCheck = DoctorFinding & { id: DoctorCheckId; title: string };

export interface DoctorReport {
  checks: DoctorCheck[];
  /** Unix seconds. */
  at: number;
  tookMs: number;
}

/** Nothing is wrong. */
export const fine = (words: string): DoctorFinding => ({ state: "ok", words, fix: null });

/** Something is, and this can be done about it. */
export function found(
  state: "warning" | "broken",
  words: string,
  fix: Partial<DoctorFix> & { words: string },
): DoctorFinding {
  return { state, words, fix: { command: null, action: null, ...fix } };
}

/** The worst of what was found. */
export function worstOf(checks: readonly Pick<DoctorCheck, "state">[]): DoctorState {
  if (checks.some(({ state }) => state === "broken")) return "broken";
  return checks.some(({ state }) => state === "warning") ? "warning" : "ok";
}

/** A word as a shell takes it: in single quotes, unless it is plain. */
export function shellWord(word: string): string {
  return /^[A-Za-z0-9_./:@-]+$/.test(word) && !word.startsWith("-") ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** "812 B", "48 kB", "1.2 GB". */
export function bytesText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let [size, unit] = [bytes, 0];
  for (; size >= 999.5 && unit < units.length - 1; unit += 1) size /= 1000;
  return `${unit > 0 && size < 9.95 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}
