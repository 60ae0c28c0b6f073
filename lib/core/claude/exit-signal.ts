/** The CLI handles these itself and then exits with 128 + the signal's number. */
const SIGNALS: ReadonlyMap<number, string> = new Map([
  [129, "SIGHUP"],
  [130, "SIGINT"],
  [131, "SIGQUIT"],
  [137, "SIGKILL"],
  [143, "SIGTERM"],
]);

/** The signal that ended a process, also one that the process handled itself; null when none did. */
export function endingSignal({ signal, exitCode }: { signal: string | null; exitCode: number | null }): string | null {
  return signal ?? SIGNALS.get(exitCode ?? 0) ?? null;
}
