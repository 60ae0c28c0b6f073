import { headers } from "next/headers";
import { GATE_HEADER, gateMark, requestOrigin } from "@/lib/access/gate-mark.ts";
import { isFromElsewhere } from "@/lib/core/host-check.ts";
import type { Origin } from "@/lib/core/origin.ts";

/**
 * Every action asks this first: whether the server's gate let the request pass. So an action that is reached in a way that
 * goes around the gate does nothing.
 * @returns who called it
 * @throws when it did not
 */
export async function requireGate(): Promise<Origin> {
  const sent = await headers();
  if (sent.get(GATE_HEADER) === gateMark() && !isFromElsewhere(sent)) return requestOrigin("dashboard", sent);
  throw new Error("An action was called without having passed the gate.");
}
