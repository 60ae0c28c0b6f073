import type { Refusal } from "../ui/outcome.ts";

export type Fetched<Value> = { status: "read"; value: Value } | Pick<Refusal, "status" | "message" | "hint">;

/** What an address of the dashboard tells the form, or why that was refused. @throws when it isn't reached */
export async function fetchJson<Value>(address: string, signal: AbortSignal): Promise<Fetched<Value>> {
  const response = await fetch(address, { cache: "no-store", signal });
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`);
  return (await response.json()) as Fetched<Value>;
}
