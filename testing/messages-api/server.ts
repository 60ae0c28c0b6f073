import http, { type IncomingMessage, type ServerResponse } from "node:http";
import { answerMessages, type SeenRequest, type Shared } from "./exchange.ts";
import { sendError } from "./faults.ts";
import { Holds } from "./holds.ts";
import { sendJson } from "./wire.ts";

/** The stand-in while it listens. */
export interface MessagesApi {
  url: string;
  /** What was asked of it, oldest first. */
  requests: SeenRequest[];
  /** Lets responses pass that wait at `HOLD name`, now or later. */
  release(name: string): void;
  /** Settles when a response waits at `HOLD name`: everything before it was sent. */
  held(name: string): Promise<void>;
  close(): Promise<void>;
}

export interface MessagesApiOptions {
  /** 0 and default: a free one. */
  port?: number;
  /** Milliseconds between the pieces of a demo answer; null: the pace of a real model. */
  demoDelayMs?: number | null;
}

/**
 * Starts a stand-in of the Anthropic Messages API on loopback. Prompts say what it answers (see script.ts); to any
 * other prompt it gives a demo answer (see demo-answers.ts). POST /__release/NAME releases a hold; GET /__requests
 * gives what was asked.
 */
export async function startMessagesApi({
  port = 0,
  demoDelayMs = null,
}: MessagesApiOptions = {}): Promise<MessagesApi> {
  const shared: Shared = { requests: [], holds: new Holds(), attempts: new Map(), demoDelayMs };
  const server = http.createServer((request, response) => {
    answer(request, response, shared).catch((error: unknown) => {
      console.error("The stand-in of the Messages API could not answer:", error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The stand-in has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests: shared.requests,
    release: (name) => shared.holds.release(name),
    held: (name) => shared.holds.held(name),
    close() {
      shared.holds.releaseAll();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, shared: Shared): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
  if (request.method === "POST" && pathname === "/v1/messages") return answerMessages(request, response, shared);
  if (request.method === "POST" && pathname.startsWith("/__release/")) {
    shared.holds.release(decodeURIComponent(pathname.slice("/__release/".length)));
    return sendJson(response, 200, {});
  }
  if (pathname === "/__requests") return sendJson(response, 200, shared.requests);
  // The CLI opens a connection with HEAD / before it has anything to ask.
  if (pathname === "/") return sendJson(response, 200, {});
  sendError(response, 404);
}
