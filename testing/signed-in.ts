/**
 * The cookies of dashboards that tests and benches started, by origin. Whoever starts one uses up its link, and so nobody
 * else can: a browser, or a request by hand, gets the cookie from here.
 */
const cookies = new Map<string, { name: string; value: string }>();

/** Opens the link that a dashboard printed, and keeps what it gives. */
export async function signIn(link: string): Promise<void> {
  const response = await fetch(link, { redirect: "manual" });
  const [, name, value] = /^([^=]+)=([^;]+)/.exec(response.headers.get("set-cookie") ?? "") ?? [];
  if (response.status !== 303 || !name || !value) {
    throw new Error(`The link of the dashboard gave ${response.status}, and no cookie.`);
  }
  cookies.set(new URL(link).origin, { name, value });
}

/** The header that a request by hand needs; none for what isn't such a dashboard. */
export function cookieHeader(url: string): Record<string, string> {
  const cookie = URL.canParse(url) ? cookies.get(new URL(url).origin) : undefined;
  return cookie ? { cookie: `${cookie.name}=${cookie.value}` } : {};
}

/** What of a browser context is used. */
interface CookieJar {
  addCookies(
    cookies: { name: string; value: string; url: string; sameSite: "Strict"; httpOnly: boolean }[],
  ): Promise<void>;
}

/** Signs a browser in where it is about to go. */
export async function giveCookie(jar: CookieJar, url: string): Promise<void> {
  const cookie = URL.canParse(url) ? cookies.get(new URL(url).origin) : undefined;
  if (cookie) await jar.addCookies([{ ...cookie, url: new URL(url).origin, sameSite: "Strict", httpOnly: true }]);
}
