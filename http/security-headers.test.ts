import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { NONCE_HEADER, secureAnswer } from "./security-headers.ts";

/** Answers with what a page would find in its request. */
const server = http.createServer((request, response) => {
  secureAnswer(request, response, request.url?.startsWith("/dev") === true);
  const { "content-security-policy": policy, "content-security-policy-report-only": reported } = request.headers;
  response.end(JSON.stringify({ nonce: request.headers[NONCE_HEADER], policy, reported }));
});

beforeAll(() => new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

async function answerOf(target: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${target}`, { headers });
  const seen = (await answer.json()) as { nonce: string; policy: string; reported?: string };
  return { ...seen, headers: answer.headers, directives: directivesOf(answer.headers.get("content-security-policy")) };
}

const directivesOf = (policy: string | null): Record<string, string[]> =>
  Object.fromEntries((policy ?? "").split("; ").map((each) => [each.split(" ")[0], each.split(" ").slice(1)]));

it("lets a page run only scripts with the nonce of this very answer, and what they load", async () => {
  const [first, second] = [await answerOf("/threads/1"), await answerOf("/threads/1")];
  expect(first.directives["script-src"]).toEqual(["'self'", `'nonce-${first.nonce}'`, "'strict-dynamic'"]);
  expect(first.nonce).not.toBe(second.nonce);
  expect(Buffer.from(first.nonce, "base64")).toHaveLength(18);
  expect(first.policy).toBe(first.headers.get("content-security-policy"));
});

it("lets a page fetch from here only, and nobody frame it, change its base or send its forms elsewhere", async () => {
  const { directives, nonce } = await answerOf("/?module=a");
  expect(directives).toMatchObject({
    "default-src": ["'none'"],
    "style-src": ["'self'", `'nonce-${nonce}'`],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "frame-src": ["'none'"],
    "object-src": ["'none'"],
  });
  const { "style-src-attr": _, ...others } = directives;
  expect(JSON.stringify(others)).not.toMatch(/unsafe|https?:|\*/);
});

it("takes no nonce and no policy from whoever asks", async () => {
  const own = "script-src 'nonce-chosen'";
  const { nonce, policy, reported } = await answerOf("/", {
    ...{ [NONCE_HEADER]: "chosen", "content-security-policy": own, "content-security-policy-report-only": own },
  });
  expect(nonce).not.toBe("chosen");
  expect(policy).not.toContain("chosen");
  expect(reported).toBeUndefined();
});

it.each(["/api/export?x", "/api", "/api/v1/threads", "/mcp", "/mcp?a", "/_next/static/a.js"])(
  "leaves %s inert when it is opened as a page",
  async (target) => {
    const { directives } = await answerOf(target);
    expect(directives).toMatchObject({ "default-src": ["'none'"], "frame-ancestors": ["'none'"], sandbox: [] });
    expect(directives["script-src"]).toBeUndefined();
  },
);

it.each(["/", "/api/home", "/apiary", "/_next/static/a.js", "/mcp"])(
  "tells of %s nothing to others",
  async (target) => {
    const { headers } = await answerOf(target);
    expect(Object.fromEntries(headers)).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    });
  },
);

it("lets what reloads pages from the sources compile scripts, and nothing else more", async () => {
  const { directives, nonce } = await answerOf("/dev");
  expect(directives["script-src"]).toEqual(["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", "'unsafe-eval'"]);
});
