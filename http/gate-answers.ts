import type { IncomingMessage, ServerResponse } from "node:http";
import type { Refused } from "./gate-refusals.ts";

/** A request, and where it is answered. */
export interface Answerer {
  request: IncomingMessage;
  response: ServerResponse;
}

/** Who sends a request: a browser that is signed in, and for how long still; a program with the token; or neither. */
export type Who = { kind: "browser"; left: number } | { kind: "program" } | { kind: "nobody" };

/**
 * Answers a request that doesn't get further: as the pages' own scripts and the HTTP API read it, or in plain words. It
 * tells nothing that isn't in the source code.
 * @returns false
 */
export function answerRefused({ request, response }: Answerer, { status, code, message, hint }: Refused): false {
  const isData = /^\/(?:api|mcp)(?:[/?]|$)/.test(request.url ?? "");
  const error = { code, message, hint, field: null };
  const body = isData ? JSON.stringify({ status: "refused", code, message, hint, error }) : `${message}\n${hint}\n`;
  response.writeHead(status, {
    "content-type": isData ? "application/json" : "text/plain; charset=utf-8",
    "cache-control": "no-store",
    // What is left of its body is nobody's.
    connection: "close",
    ...(status === 401 && { "www-authenticate": 'Bearer realm="Switchboard"' }),
  });
  response.end(request.method === "HEAD" ? undefined : body);
  return false;
}
