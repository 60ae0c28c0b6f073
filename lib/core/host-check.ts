/**
 * Whether a request's Host header names this server on the loopback interface. A page of another site can make a
 * browser send requests here (DNS rebinding), but not with one of these names.
 * @param host the header as it came; undefined when there was none
 * @param port the port that the server listens on
 */
export function isOwnHost(host: string | undefined, port: number): boolean {
  const names = ["127.0.0.1", "localhost", "[::1]"];
  // Browsers leave the port out when it is HTTP's own.
  return names.some((name) => host === `${name}:${port}` || (port === 80 && host === name));
}

/**
 * Whether a request was sent by a page of another site, or of another server on this machine, which a browser calls the
 * same site. Browsers say so; programs say nothing. Any page of the web can make a browser send requests here.
 */
export function isFromElsewhere(headers: Pick<Headers, "get">): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return true;
  const origin = headers.get("origin");
  // The form of a page that sends no referrer has the origin "null"; where it comes from is told all the same.
  if (origin === "null" && site === "same-origin") return false;
  return origin !== null && !originsOf(headers.get("host") ?? "").includes(origin);
}

/** The origins of pages that are reached by this name. Only a proxy speaks https, and none stands before the loopback. */
function originsOf(host: string): string[] {
  const isLoopback = /^(127\.0\.0\.1|localhost|\[::1\])(:|$)/.test(host);
  return isLoopback ? [`http://${host}`] : [`http://${host}`, `https://${host}`];
}
