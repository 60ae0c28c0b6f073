import { isOwnSource } from "@/lib/core/host-check.ts";

/**
 * Whether a request that changes something comes from a page of this dashboard, or from no page at all. Any page of the
 * web can make a browser send requests here.
 */
export function isFromOwnPage({ headers }: Request): boolean {
  const [host, origin, site] = ["host", "origin", "sec-fetch-site"].map((name) => headers.get(name));
  return isOwnSource({ host, origin, site });
}
