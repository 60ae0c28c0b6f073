import { randomUUID } from "node:crypto";
import { processWide } from "../process-wide.ts";

/** The request header in which the server's gate says to the pages and actions behind it that it let a request pass. */
export const GATE_HEADER = "x-switchboard-gate";

/** What stands in that header: nobody outside this process knows it. */
export function gateMark(): string {
  return processWide("gate-mark", () => randomUUID());
}
