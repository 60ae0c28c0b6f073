import type { CallToolResult, McpServer, ServerContext } from "@modelcontextprotocol/server";
import { z } from "zod";
import type { Asker } from "../lib/core/chain.ts";
import { isSwitchboardError } from "../lib/core/failure.ts";
import type { Origin } from "../lib/core/origin.ts";
import { askModule, type StartedQuery } from "../lib/queries/ask-module.ts";
import type { Engine } from "../lib/queries/engine.ts";
import { findThreadId } from "../lib/queries/find-answer.ts";
import { requireModule } from "../lib/queries/modules.ts";
import { stopQuery } from "../lib/queries/stop-query.ts";
import type { QueryOutcome } from "../lib/queries/stored-outcome.ts";
import { orRefused, refused, shortened, told } from "./results.ts";

/** Between two progress notifications, in milliseconds. */
const PROGRESS_MS = 400;
/** How much of the newest text one of them tells, in characters. */
const TAIL = 200;

const input = z.object({
  module: z.string().min(1).max(200).describe("The module's name, as list_modules gives it."),
  question: z
    .string()
    .min(1)
    .max(1_000_000)
    .describe("What to ask. The module knows only this and its own files: say what it needs to know."),
  thread: z
    .string()
    .optional()
    .describe("The id of a thread to go on in; the module then remembers what it was asked there."),
  wait: z
    .boolean()
    .default(true)
    .describe("false returns at once; get_thread then tells the answer, and get_status whether it is there."),
});

/** What a tool needs to know of whoever uses the server. */
export interface ToolContext {
  engine: Engine;
  /** Who sends what is asked; default: what this process is. */
  origin?: Origin;
  asker(): Asker | undefined;
  /** Aborted when this process ends: its clients are cut off then, and have not given up on anything. */
  leaving?: AbortSignal;
}

export function addAskTool(server: McpServer, context: ToolContext): void {
  server.registerTool(
    "ask_module",
    {
      title: "Ask a module",
      description:
        "Asks another module (a project directory with a Claude Code session of its own) a question, and returns its answer. The conversation is kept and people can watch it. Ask what the other project knows: formats, interfaces, reasons, plans.",
      inputSchema: input,
      annotations: { readOnlyHint: false, openWorldHint: true },
    },
    (words, ctx) => orRefused(() => ask(context, words, ctx)),
  );
}

async function ask(
  { engine, origin, asker, leaving }: ToolContext,
  { module: name, question, thread, wait }: z.infer<typeof input>,
  ctx: ServerContext,
): Promise<CallToolResult> {
  const module = requireModule(engine, name);
  const progress = progressOf(ctx);
  const query = await askModule(
    {
      ...{ prompt: question, modulePath: module.path, moduleName: module.name, asker: asker(), awaited: wait },
      threadId: thread === undefined ? undefined : findThreadId(engine.store.db, thread),
      onChunk: wait ? progress : undefined,
    },
    engine,
    origin,
  );
  const ids = { threadId: query.threadId, messageId: query.messageId };
  if (!wait) return told(`${name} was asked (thread ${ids.threadId}, message ${ids.messageId}).`, ids);
  return answerOf(name, ids, await endOf(query, { engine, origin, gone: ctx.mcpReq.signal, leaving }));
}

/** Whoever gives up on the answer stops it. */
async function endOf(
  query: StartedQuery,
  { engine, origin, gone: signal, leaving }: Pick<ToolContext, "engine" | "origin" | "leaving"> & { gone: AbortSignal },
): Promise<QueryOutcome> {
  const giveUp = () => {
    if (leaving?.aborted) return;
    stopQuery(query.messageId, engine, origin).catch((error: unknown) => {
      if (!isSwitchboardError(error)) console.error(error); // else it has ended by itself just now
    });
  };
  if (signal.aborted) giveUp();
  signal.addEventListener("abort", giveUp);
  try {
    return await query.done;
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

function answerOf(
  name: string,
  ids: { threadId: string; messageId: string },
  { status, content, failure }: QueryOutcome,
): CallToolResult {
  const place = `thread ${ids.threadId}, message ${ids.messageId}`;
  const text = shortened(content, `The answer goes on: it has ${content.length} characters (${place}).`);
  if (status === "complete") {
    return told(`${text || "(The answer is empty.)"}\n\n[${name} answered in ${place}.]`, {
      status,
      content: text,
      ...ids,
    });
  }
  const why = [failure?.message, failure?.hint].filter(Boolean).join(" ") || "It doesn't say why.";
  const partial = text === "" ? "" : `\n\nWhat it had written until then:\n${text}`;
  return refused(`${name} could not answer. ${why} (${place})${partial}`);
}

/** Tells a client that asked for it how far the answer is; what it doesn't take changes nothing. */
function progressOf(ctx: ServerContext): ((text: string) => void) | undefined {
  const progressToken = ctx.mcpReq._meta?.progressToken;
  if (progressToken === undefined) return undefined;
  let [toldAt, progress, tail] = [0, 0, ""];
  return (text) => {
    progress += text.length;
    tail = (tail + text).slice(-TAIL);
    if (performance.now() - toldAt < PROGRESS_MS) return;
    toldAt = performance.now();
    const params = { progressToken, progress, message: tail };
    ctx.mcpReq.notify({ method: "notifications/progress", params }).catch((error: unknown) => {
      console.error("Progress can't be told:", error instanceof Error ? error.message : error);
    });
  };
}
