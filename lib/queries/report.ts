/** Says on stderr what went wrong with a run that nobody waits for. */
export function reportRunError(runId: string, error: unknown): void {
  console.error(`Something went wrong with run ${runId}:`, error);
}

/** Says on stderr what went wrong with the history of Claude Code, where nobody waits for it. */
export function reportImportError(error: unknown): void {
  console.error("Something went wrong with the import of Claude Code's history:", error);
}
