import { type McpServer, ResourceTemplate } from "@modelcontextprotocol/server";
import { findThreadId } from "../lib/queries/find-answer.ts";
import type { ToolContext } from "./ask-tool.ts";
import { threadText } from "./read-tools.ts";

const ADDRESS = "switchboard://threads/";
/** The newest threads are listed; any other can be read by its id. */
const LISTED = 50;

/** Threads as resources: Markdown, by id. */
export function addThreadResources(server: McpServer, { engine }: ToolContext): void {
  const list = async () => {
    const { threads } = await engine.store.listThreadPage({ limit: LISTED });
    return {
      resources: threads.map(({ threadId, title, lastQuestion }) => ({
        uri: `${ADDRESS}${encodeURIComponent(threadId)}`,
        name: title ?? lastQuestion ?? threadId,
        mimeType: "text/markdown",
      })),
    };
  };
  server.registerResource(
    "thread",
    new ResourceTemplate(`${ADDRESS}{thread}`, { list }),
    { title: "Thread", description: "A conversation as Markdown.", mimeType: "text/markdown" },
    async (uri, { thread }) => {
      const id = decodeURIComponent(Array.isArray(thread) ? thread.join("") : String(thread));
      const text = await threadText(engine, findThreadId(engine.store.db, id));
      return { contents: [{ uri: uri.href, mimeType: "text/markdown", text }] };
    },
  );
}
