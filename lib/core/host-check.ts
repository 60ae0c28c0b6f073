/**
 * Whether a request's Host header names this server on the loopback interface. A page of another site can make a
 * browser send requests here (DNS rebinding), but not with one of these names.
 * @param host the header as it came; undefined when there was none
 * @param port the port that the server listens on
 */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`].includes(host ?? "");
}
