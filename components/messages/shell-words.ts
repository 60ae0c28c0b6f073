/** A word as a POSIX shell reads it: in single quotes, unless it is plain. */
export function shellWord(word: string): string {
  return /^[A-Za-z0-9_./:@,=-]+$/.test(word) && !word.startsWith("-") ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
