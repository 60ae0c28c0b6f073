/** What the product found around it: whether it only demonstrates, and whether it can ask at all. */
export interface Surroundings {
  demo: boolean;
  cli:
    | { state: "ok"; version: string; path: string }
    | { state: "refused"; code: string; message: string; hint: string };
  databasePath: string;
  /** Why nothing can be asked because the disk is full, or null. */
  disk: { message: string; hint: string } | null;
}
