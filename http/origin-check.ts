/**
 * Whether a request was sent by a page of another site, or of another server on this machine, which a browser calls the
 * same site. Browsers say so; programs say nothing.
 */
export function isFromElsewhere(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return true;
  const origin = headers.get("origin");
  return origin !== null && hostOf(origin) !== headers.get("host");
}

/** "null", as sandboxed pages send it, is no host. */
function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
