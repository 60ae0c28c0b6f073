import { isFromElsewhere } from "@/lib/core/host-check.ts";

/**
 * Whether a request that changes something comes from a page of this dashboard, or from no page at all. Any page of the
 * web can make a browser send requests here.
 */
export function isFromOwnPage({ headers }: Request): boolean {
  return !isFromElsewhere(headers);
}
