import type { Refusal } from "../ui/outcome.ts";

export type Fetched<Value> = { status: "read"; value: Value } | Pick<Refusal, "status" | "message" | "hint">;

/** What an address of the dashboard answers; a refusal comes back as one. @throws when it isn't reached */
export async function fetchJson<Value>(address: string, signal: AbortSignal): Promise<Fetched<Value>> {
  const response = await fetch(address, { cache: "no-store", signal });
  if (response.ok) return { status: "read", value: (await response.json()) as Value };
  if (response.status !== 400) throw new Error(`${address} answered ${response.status}.`);
  const { message, hint } = (await response.json()) as { message: string; hint: string };
  return { status: "refused", message, hint };
}
