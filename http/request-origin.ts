import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { isFromElsewhere } from "../lib/core/host-check.ts";

/** Headers by which a proxy tells where a request came from. */
const FORWARDED = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
  "x-real-ip",
];
/** Headers with which Next.js speaks to itself: from outside they are attacks (CVE-2025-29927). */
const INTERNAL = ["x-middleware-subrequest", "x-middleware-invoke", "x-invoke-path", "x-nextjs-data-internal"];

const headersOf = (headers: IncomingHttpHeaders) => ({
  get(name: string) {
    const value = headers[name];
    return value === undefined ? null : String(value);
  },
});

/** Whether somebody says that the request came through a proxy. */
export function isForwarded({ headers }: IncomingMessage): boolean {
  return FORWARDED.some((name) => headers[name] !== undefined);
}

/** Takes out what nobody behind the gate is to believe. */
export function dropHearsay({ headers }: IncomingMessage): void {
  for (const name of [...FORWARDED, ...INTERNAL]) delete headers[name];
}

/** Whether a browser opens the address as a page of its own: neither in a frame, nor by a script. */
export function isNavigation({ method, headers }: IncomingMessage): boolean {
  const destination = headers["sec-fetch-dest"];
  if (destination !== undefined) return method === "GET" && destination === "document";
  return method === "GET" && String(headers.accept ?? "").includes("text/html");
}

/** Whether a request says itself that a page of another site sent it. Programs say nothing of the kind. */
export function saysElsewhere({ headers }: IncomingMessage): boolean {
  return isFromElsewhere(headersOf(headers));
}

/**
 * Whether a request of a browser may have been caused by somebody else's page. A link on it may lead here (which reads
 * nothing for it); nothing else.
 */
export function isFromOtherPage(request: IncomingMessage): boolean {
  const { headers, method } = request;
  const destination = String(headers["sec-fetch-dest"] ?? "");
  if (["iframe", "frame", "embed", "object", "fencedframe"].includes(destination)) return true;
  if (!saysElsewhere(request)) {
    // Without a word of where it comes from a browser changes nothing here: all send Origin with what isn't GET.
    const isSafe = method === "GET" || method === "HEAD";
    return !isSafe && headers.origin === undefined && headers["sec-fetch-site"] !== "same-origin";
  }
  return !(isNavigation(request) && headers["sec-fetch-mode"] === "navigate" && headers.origin === undefined);
}
