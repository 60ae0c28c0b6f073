import { headers } from "next/headers";
import { GATE_HEADER, gateMark } from "@/lib/access/gate-mark.ts";
import { isFromElsewhere } from "@/lib/core/host-check.ts";

/**
 * Every action asks this first: whether the server's gate let the request pass. So an action that is reached in a way that
 * goes around the gate does nothing.
 * @throws when it did not
 */
export async function requireGate(): Promise<void> {
  const sent = await headers();
  if (sent.get(GATE_HEADER) === gateMark() && !isFromElsewhere(sent)) return;
  throw new Error("An action was called without having passed the gate.");
}
