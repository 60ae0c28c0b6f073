import { createMcpHandler } from "@modelcontextprotocol/server";
import type { Asker } from "../lib/core/chain.ts";
import type { Engine } from "../lib/queries/engine.ts";
import { requireModule } from "../lib/queries/modules.ts";
import { switchboardServer } from "../mcp/server.ts";
import { isFromElsewhere } from "./origin-check.ts";

export const MCP = "/mcp";
/** Names the module in whose name a client asks; without it a program asks. */
export const MODULE_HEADER = "x-switchboard-module";

/** The MCP server over Streamable HTTP. Each request is one of its own, so that nothing is kept between them. */
export function mcpEndpoint(engine: Engine): (request: Request) => Promise<Response> {
  const handler = createMcpHandler(
    ({ requestInfo }) => switchboardServer({ engine, asker: () => askerOf(engine, requestInfo) }),
    { onerror: (error) => console.error("A client of the MCP server:", error.message) },
  );
  return (request) => {
    if (!isFromElsewhere(request.headers)) return handler.fetch(request);
    const words = "This request comes from a page of another site.\n";
    return Promise.resolve(new Response(words, { status: 403, headers: { "content-type": "text/plain" } }));
  };
}

/** @throws SwitchboardError module-unknown */
function askerOf(engine: Engine, request: Request | undefined): Asker | undefined {
  const name = request?.headers.get(MODULE_HEADER) ?? null;
  return name === null ? undefined : { module: requireModule(engine, decodeURIComponent(name)).name, runId: null };
}
