import type { Refusal } from "./outcome.ts";

export type Fetched<Value> = { status: "read"; value: Value } | Omit<Refusal, "field">;

/** What an address of the dashboard tells a page, or why that was refused. @throws when it isn't reached */
export async function fetchJson<Value>(address: string, signal: AbortSignal): Promise<Fetched<Value>> {
  const response = await fetch(address, { cache: "no-store", signal });
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`);
  return (await response.json()) as Fetched<Value>;
}
