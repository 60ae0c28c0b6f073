import { headers } from "next/headers";

/** The nonce of this answer's own scripts (http/security-headers.ts sets it). Without it the browser runs none of them. */
export async function readNonce(): Promise<string | undefined> {
  return (await headers()).get("x-switchboard-nonce") ?? undefined;
}
