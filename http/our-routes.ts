import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Engine } from "../lib/queries/engine.ts";
import { API, apiApp } from "./api-app.ts";
import { MCP, mcpEndpoint } from "./mcp-endpoint.ts";

/** What the dashboard's server answers for programs, before Next.js. */
export interface OurRoutes {
  /** Whether a target of a request, as it came, is one of them. */
  has(target: string | undefined): boolean;
  serve(request: IncomingMessage, response: ServerResponse): void;
  /** Lets clients go when the process ends, before their connections are closed: what they wait for goes on. */
  close(): Promise<void>;
}

/** How long a client may take nothing of what there is for it, in milliseconds. */
const STALL_MS = 30_000;

/** The HTTP API and the MCP server. Whoever calls them has checked the Host header. */
export function ourRoutes(engine: Engine, { stallMs = STALL_MS } = {}): OurRoutes {
  const api = apiApp(engine);
  const mcp = mcpEndpoint(engine);
  const isMcp = (path: string) => path === MCP;
  const listener = getRequestListener((request) =>
    isMcp(new URL(request.url).pathname) ? mcp.fetch(request) : api.fetch(request),
  );
  return {
    has(target = "") {
      const [path = ""] = target.split("?");
      return isMcp(path) || path === API || path.startsWith(`${API}/`);
    },
    serve(request, response) {
      // Only while something waits for it: an answer that isn't there yet may take long.
      response.setTimeout(stallMs, () => {
        if (response.writableLength > 0) response.destroy();
      });
      void listener(request, response);
    },
    close: () => mcp.close(),
  };
}
