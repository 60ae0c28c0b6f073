import type { IncomingMessage, ServerResponse } from "node:http";
import { toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler } from "@modelcontextprotocol/server";
import type { Asker } from "../lib/core/chain.ts";
import { isOwnSource } from "../lib/core/host-check.ts";
import type { Engine } from "../lib/queries/engine.ts";
import { requireModule } from "../lib/queries/modules.ts";
import { switchboardServer } from "./server.ts";

/** Names the module that asks; without it a program asks. */
export const ASKER_HEADER = "x-switchboard-module";

/** A question has 1 MiB at most; JSON may need several bytes for one of its characters. */
const MOST_BYTES = 4 * 1024 * 1024;

/** The MCP server over Streamable HTTP, for a server of Node's. */
export interface McpOverHttp {
  /** Answers one request, of whatever method. The Host header was checked before. */
  serve(request: IncomingMessage, response: ServerResponse): void;
  /** Ends the exchanges that are open, when the process ends: the answers that they wait for go on. */
  close(): Promise<void>;
}

/** Whether a request is for the MCP server. */
export function isMcp(request: IncomingMessage): boolean {
  return /^\/mcp(\?|$)/.test(request.url ?? "");
}

/** Our MCP server at an address: each request has a server of its own, so that nothing is kept between them. */
export function mcpOverHttp(engine: Engine): McpOverHttp {
  const onerror = (error: Error) => console.error("MCP over HTTP:", error.message);
  const leaving = new AbortController();
  const handler = createMcpHandler(
    ({ requestInfo }) => {
      const name = requestInfo?.headers.get(ASKER_HEADER) ?? null;
      return switchboardServer({ engine, asker: () => askerOf(engine, name), leaving: leaving.signal });
    },
    { onerror, maxRequestBodySize: MOST_BYTES },
  );
  const answer = toNodeHandler(handler, { onerror, maxRequestBodySize: MOST_BYTES });
  return {
    serve(request, response) {
      const { host, origin, "sec-fetch-site": site } = request.headers;
      if (isOwnSource({ host, origin, site: typeof site === "string" ? site : null })) {
        void answer(request, response);
        return;
      }
      response.writeHead(403, { "content-type": "application/json", "cache-control": "no-store" });
      const message = "Pages of other sites can't use Switchboard's MCP server.";
      response.end(JSON.stringify({ jsonrpc: "2.0", error: { code: -32600, message }, id: null }));
    },
    close() {
      leaving.abort();
      return handler.close();
    },
  };
}

/** @throws SwitchboardError module-unknown, which the tool tells */
function askerOf(engine: Engine, encoded: string | null): Asker | undefined {
  if (encoded === null) return undefined;
  return { module: requireModule(engine, encoded).name, runId: null };
}
