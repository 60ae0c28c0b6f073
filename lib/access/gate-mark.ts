import { randomUUID } from "node:crypto";
import { clientWords, type Origin, originOf, type Way } from "../core/origin.ts";
import { processWide } from "../process-wide.ts";

/** The request header in which the server's gate says to the pages and actions behind it that it let a request pass. */
export const GATE_HEADER = "x-switchboard-gate";

/** What stands in that header: nobody outside this process knows it. */
export function gateMark(): string {
  return processWide("gate-mark", () => randomUUID());
}

/** The request header in which the gate says from which address a request came. */
export const FROM_HEADER = "x-switchboard-from";

/** Who sends a request that has passed the gate, as the log names it: the address, and what the client calls itself. */
export function requestOrigin(way: Way, headers: { get(name: string): string | null }): Origin {
  const address = headers.get(FROM_HEADER) ?? "an unknown address";
  return originOf(way, clientWords(address, headers.get("user-agent")));
}
