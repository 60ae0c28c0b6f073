import { createHmac, randomBytes } from "node:crypto";
import { equalSecrets } from "../lib/access/equal-secrets.ts";

/** How long a browser stays signed in, in seconds. */
const LIFE_S = 30 * 86_400;

/** Cookies ignore ports: without it two dashboards of one machine would overwrite each other's. */
export const cookieName = (port: number) => `switchboard-${port}`;

const macOf = (key: Buffer, words: string) => createHmac("sha256", key).update(words).digest("base64url");

/** The value of a cookie that signs a browser in. @param now Unix seconds */
export function cookieValue(key: Buffer, now: number): string {
  const words = `${Math.floor(now) + LIFE_S}.${randomBytes(12).toString("base64url")}`;
  return `${words}.${macOf(key, words)}`;
}

/** How much of its life a cookie has left, in seconds; null when it is none of ours, or over. @param now Unix seconds */
export function cookieLeft(key: Buffer, value: string, now: number): number | null {
  const [ends = "", nonce = "", mac = ""] = value.split(".");
  if (!equalSecrets(mac, macOf(key, `${ends}.${nonce}`))) return null;
  const left = Number(ends) - now;
  return left > 0 && left <= LIFE_S + 60 ? left : null;
}

export const isHalfOver = (left: number) => left < LIFE_S / 2;

/** The header that gives a browser the cookie; an empty value takes it away. */
export function setCookie(port: number, value: string, isSecure: boolean): string {
  const life = value === "" ? 0 : LIFE_S;
  const words = [`${cookieName(port)}=${value}`, "Path=/", "HttpOnly", "SameSite=Strict", `Max-Age=${life}`];
  return [...words, ...(isSecure ? ["Secure"] : [])].join("; ");
}

/** The values of a cookie in a request: a browser may hold several of one name, of different paths. */
export function cookieValues(header: string | undefined, name: string): string[] {
  return (header ?? "").split(";").flatMap((pair) => {
    const [key = "", value = ""] = pair.trim().split("=", 2);
    return key === name ? [value] : [];
  });
}
