import type { Context } from "hono";
import { requestOrigin } from "../lib/access/gate-mark.ts";
import type { Origin } from "../lib/core/origin.ts";

/** The program that sends a request of the API, as the log names it. */
export function askedBy(c: Context): Origin {
  return requestOrigin("http", c.req.raw.headers);
}
