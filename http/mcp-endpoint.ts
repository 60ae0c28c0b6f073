import { createMcpHandler } from "@modelcontextprotocol/server";
import { requestOrigin } from "../lib/access/gate-mark.ts";
import type { Asker } from "../lib/core/chain.ts";
import { isFromElsewhere } from "../lib/core/host-check.ts";
import type { Engine } from "../lib/queries/engine.ts";
import { requireModule } from "../lib/queries/modules.ts";
import { switchboardServer } from "../mcp/server.ts";

export const MCP = "/mcp";
/** Names the module in whose name a client asks; without it a program asks. */
export const MODULE_HEADER = "x-switchboard-module";

/** The MCP server, as a function from requests to responses. */
export interface McpEndpoint {
  fetch(request: Request): Promise<Response>;
  /** Lets its clients go when the process ends: what they wait for goes on. */
  close(): Promise<void>;
}

/** The MCP server over Streamable HTTP. Each request is one of its own, so that nothing is kept between them. */
export function mcpEndpoint(engine: Engine): McpEndpoint {
  const leaving = new AbortController();
  const handler = createMcpHandler(
    ({ requestInfo }) =>
      switchboardServer({
        engine,
        ...(requestInfo && { origin: requestOrigin("mcp", requestInfo.headers) }),
        asker: () => askerOf(engine, requestInfo),
        leaving: leaving.signal,
      }),
    { onerror: (error) => console.error("A client of the MCP server:", error.message) },
  );
  return {
    async fetch(request) {
      if (!isFromElsewhere(request.headers)) return handler.fetch(request);
      const words = "This request comes from a page of another site.\n";
      return new Response(words, { status: 403, headers: { "content-type": "text/plain" } });
    },
    close() {
      leaving.abort();
      return handler.close();
    },
  };
}

/** @throws SwitchboardError module-unknown */
function askerOf(engine: Engine, request: Request | undefined): Asker | undefined {
  const name = request?.headers.get(MODULE_HEADER) ?? null;
  return name === null ? undefined : { module: requireModule(engine, decoded(name)).name, runId: null };
}

/** A name with a percent sign that encodes nothing stands for itself. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // a malformed escape
  }
}
