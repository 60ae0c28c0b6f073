import type { McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import { exportThread } from "../lib/queries/export-conversations.ts";
import { findAnswersToStop, findThreadId } from "../lib/queries/find-answer.ts";
import { listAskable } from "../lib/queries/modules.ts";
import { readStatus } from "../lib/queries/read-status.ts";
import { stopQuery } from "../lib/queries/stop-query.ts";
import type { ToolContext } from "./ask-tool.ts";
import { orRefused, shortened, told } from "./results.ts";

const readOnly = { readOnlyHint: true, openWorldHint: false };

export function addListModules(server: McpServer, { engine }: ToolContext): void {
  server.registerTool(
    "list_modules",
    {
      title: "List modules",
      description: "The modules that can be asked: what each is for, what it can do, and the kinds of data it knows.",
      inputSchema: z.object({ words: z.string().max(200).optional().describe("Only modules that have these words.") }),
      annotations: readOnly,
    },
    ({ words }) =>
      orRefused(async () => {
        const modules = listAskable(engine, words ?? "");
        const lines = modules.map(({ name, description, capabilities, dataTypes }) =>
          [
            `- ${name}${description === null ? "" : `: ${description}`}`,
            capabilities.length > 0 && `  can: ${capabilities.join(", ")}`,
            dataTypes.length > 0 && `  knows: ${dataTypes.join(", ")}`,
          ]
            .filter(Boolean)
            .join("\n"),
        );
        return told(lines.join("\n") || "There is no such module.", { modules });
      }),
  );
}

export function addSearch(server: McpServer, { engine }: ToolContext): void {
  server.registerTool(
    "search_conversations",
    {
      title: "Search conversations",
      description:
        'Finds messages of all conversations by their words: "exact phrase", -not, OR, and the filters module: from: status: type: tool: before: after: in:.',
      inputSchema: z.object({
        query: z.string().min(1).max(1_000),
        sort: z.enum(["relevance", "newest"]).default("relevance"),
        limit: z.number().int().min(1).max(50).default(10),
      }),
      annotations: readOnly,
    },
    (input) =>
      orRefused(async () => {
        const { hits, total, totalIsCapped, notes } = await engine.store.searchMessages(input);
        const found = hits.map(({ snippet, ...hit }) => ({
          ...hit,
          snippet: snippet.map(({ text }) => text).join(""),
        }));
        const lines = found.map(
          (hit) => `- ${hit.module} (${hit.type}, ${dayOf(hit.timestamp)}, thread ${hit.threadId}): ${hit.snippet}`,
        );
        const count = `${totalIsCapped ? `More than ${total}` : total} messages match.`;
        return told([count, ...notes, ...lines].join("\n"), { total, totalIsCapped, notes, hits: found });
      }),
  );
}

const dayOf = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);

export function addGetThread(server: McpServer, { engine }: ToolContext): void {
  server.registerTool(
    "get_thread",
    {
      title: "Read a thread",
      description: "All that was said in a conversation, as Markdown: the newest part when it is long.",
      inputSchema: z.object({ thread: z.string().min(1).max(200).describe("The thread's id.") }),
      annotations: readOnly,
    },
    ({ thread }) =>
      orRefused(async () => {
        const threadId = findThreadId(engine.store.db, thread);
        return told(shortened(await threadText(engine, threadId), "The thread goes on."), { threadId });
      }),
  );
}

/** A thread as Markdown. */
export async function threadText(engine: ToolContext["engine"], threadId: string): Promise<string> {
  let text = "";
  for await (const chunk of exportThread(engine.store, threadId, "md").chunks) text += String(chunk);
  return text;
}

export function addStatus(server: McpServer, { engine }: ToolContext): void {
  server.registerTool(
    "get_status",
    {
      title: "What runs",
      description: "The queries that are being answered, and those that wait in line.",
      inputSchema: z.object({}),
      annotations: readOnly,
    },
    () =>
      orRefused(async () => {
        const { running, waiting } = readStatus(engine.env);
        const line = (kind: string) => (query: { module: string; question: string | null; messageId: string }) =>
          `- ${query.module} ${kind} (message ${query.messageId}): ${query.question?.slice(0, 200) ?? ""}`;
        const lines = [...running.map(line("answers")), ...waiting.map(line("waits"))];
        return told(lines.join("\n") || "Nothing runs, and nothing waits.", { running, waiting });
      }),
  );
}

export function addStop(server: McpServer, { engine, origin }: ToolContext): void {
  server.registerTool(
    "stop_query",
    {
      title: "Stop a query",
      description: "Stops an answer that is being written, and what was asked for it. What had arrived is kept.",
      inputSchema: z.object({ query: z.string().min(1).max(200).describe("The id of its message or thread.") }),
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
    },
    ({ query }) =>
      orRefused(async () => {
        const stopped = findAnswersToStop(engine.store.db, query);
        for (const messageId of stopped) await stopQuery(messageId, engine, origin);
        return told(`Stopped: ${stopped.join(", ")}.`, { stopped });
      }),
  );
}
