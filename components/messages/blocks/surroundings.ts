/** What a block must know of the answer that it is part of. */
export interface Surroundings {
  /** The module's directory, which paths are shown without. */
  cwd: string | null;
  /** Whether the answer has ended, so that nothing of it can still be running. */
  ended: boolean;
}
