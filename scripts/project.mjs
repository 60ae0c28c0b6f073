// Where things are in this project, and the one error that the scripts show without a stack trace.
import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Git-ignored: programs fetched for this checkout (Node, the claude CLI) and the reports of test runs. */
export const RUNTIME_DIR = path.join(ROOT, ".runtime");
export const REPORTS_DIR = path.join(RUNTIME_DIR, "reports");

/** A file of this project, by its path from the root. */
export const projectFile = (file) => path.join(ROOT, file);

/** A file of an installed package, to be run with the project's Node. */
export const packageFile = (file) => path.join(ROOT, "node_modules", file);

/** What went wrong and what to do about it, for people: shown as it is, without a stack trace. */
export class Trouble extends Error {
  /**
   * @param {string} message what happened, to what
   * @param {string} [hint] what to do next
   */
  constructor(message, hint) {
    super(hint ? `${message}\n${hint}` : message);
    this.name = "Trouble";
  }
}
