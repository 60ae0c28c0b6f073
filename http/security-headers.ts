import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/** The request header in which a page's own scripts find their nonce; nobody but this server sets it. */
export const NONCE_HEADER = "x-switchboard-nonce";

/** What says nothing of one request, on every answer. */
const ALWAYS: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

/** Data, files of the build and refusals are no pages: opened as one they are inert. */
const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";
const DATA = /^\/(?:api|mcp|_next)(?:[/?]|$)/;

/**
 * Puts on an answer what keeps a browser from doing more with it than we mean, before anything else is said. Next.js
 * takes the nonce of its scripts from the policy in the request, and keeps a header that is set already: so the request
 * gets ours, in place of whatever a client sent.
 * @param dev whether pages come from the sources: what reloads them compiles scripts in the browser
 */
export function secureAnswer(request: IncomingMessage, response: ServerResponse, dev: boolean): void {
  const nonce = randomBytes(18).toString("base64");
  const policy = pagePolicy(nonce, dev);
  delete request.headers["content-security-policy-report-only"];
  request.headers["content-security-policy"] = policy;
  request.headers[NONCE_HEADER] = nonce;
  for (const [name, value] of Object.entries(ALWAYS)) response.setHeader(name, value);
  response.setHeader("content-security-policy", DATA.test(request.url ?? "") ? DATA_POLICY : policy);
}

/** What a page may do. Its scripts are those that carry the nonce of this very answer, and what they load. */
function pagePolicy(nonce: string, dev: boolean): string {
  const own = `'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    `script-src 'self' ${own} 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    // Elements need the nonce in production; attributes can't carry one, and hold our own numbers only (docs/security.md).
    dev ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' ${own}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "frame-src 'none'",
    "object-src 'none'",
  ].join("; ");
}
