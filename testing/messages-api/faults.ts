import type { ServerResponse } from "node:http";
import { randomId } from "./wire.ts";

/** The API's documented error types, by HTTP status. */
const ERRORS: Record<number, [type: string, message: string]> = {
  400: ["invalid_request_error", "messages: invalid request (stand-in)"],
  401: ["authentication_error", "invalid x-api-key"],
  403: ["permission_error", "Your API key does not have permission to use the specified resource."],
  404: ["not_found_error", "model: not found (stand-in)"],
  413: ["request_too_large", "Request exceeds the maximum allowed number of bytes."],
  429: ["rate_limit_error", "This request would exceed your rate limit. (stand-in)"],
  500: ["api_error", "Internal server error"],
  529: ["overloaded_error", "Overloaded"],
};

/** Answers with an error of the documented shape. */
export function sendError(response: ServerResponse, status: number, retryAfter: string | null = null): void {
  const [type, message] = ERRORS[status] ?? ["api_error", `error ${status} (stand-in)`];
  const requestId = randomId("req_");
  response.writeHead(status, {
    "content-type": "application/json",
    "request-id": requestId,
    ...(retryAfter !== null && { "retry-after": retryAfter }),
  });
  response.end(JSON.stringify({ type: "error", error: { type, message }, request_id: requestId }));
}
