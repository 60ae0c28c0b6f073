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

/** What a browser tells of where a request comes from. */
export interface RequestSource {
  host: string | null | undefined;
  origin: string | null | undefined;
  /** Sec-Fetch-Site. */
  site: string | null | undefined;
}

/**
 * Whether a request comes from a page of this server, or from no page at all. Any page of the web can make a browser
 * send requests here.
 */
export function isOwnSource({ host, origin, site }: RequestSource): boolean {
  if (site && site !== "same-origin" && site !== "none") return false;
  return !origin || (URL.canParse(origin) && new URL(origin).host === host);
}
