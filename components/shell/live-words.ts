/** "1 answer is being written", "3 answers are being written". */
export function writtenWords(count: number): string {
  return count === 1 ? "1 answer is being written" : `${count} answers are being written`;
}

/** "1 question waits in line", "12 questions wait in line". */
export function waitingWords(count: number): string {
  return count === 1 ? "1 question waits in line" : `${count} questions wait in line`;
}
