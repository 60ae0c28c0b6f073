/** Says on stderr what went wrong with a run that nobody waits for. */
export function reportRunError(runId: string, error: unknown): void {
  console.error(`Something went wrong with run ${runId}:`, error);
}
