import { createRoute, z } from "@hono/zod-openapi";
import { stream } from "hono/streaming";
import { inTreeOrder } from "../lib/core/chain.ts";
import { THREAD_SORTS, THREAD_SOURCES, THREAD_STATES } from "../lib/core/thread-filter.ts";
import type { Engine } from "../lib/queries/engine.ts";
import { type Export, exportAll, exportThread, THREAD_FORMATS } from "../lib/queries/export-conversations.ts";
import { findThreadId } from "../lib/queries/find-answer.ts";
import { readChains } from "../lib/queries/read-chains.ts";
import { readMessages, readThreadHead } from "../lib/queries/read-messages.ts";
import type { ApiApp } from "./api-app.ts";
import { refusals } from "./api-error.ts";
import { body, flag, id, json, messageSchema, threadSchema, threadSummarySchema, wholeNumber } from "./api-schemas.ts";

const params = z.object({ id });
const tags = ["Threads"];

const list = createRoute({
  ...{ method: "get", path: "/threads", tags, summary: "Lists threads" },
  request: {
    query: z.object({
      ...{ sort: z.enum(THREAD_SORTS).optional(), module: z.string().max(200).optional() },
      ...{ status: z.enum(THREAD_STATES).optional(), source: z.enum(THREAD_SOURCES).optional() },
      ...{ tag: z.string().max(200).optional(), title: z.string().max(200).optional() },
      ...{ pinned: flag, archived: flag, limit: wholeNumber(1_000), after: z.string().max(2_000).optional() },
    }),
  },
  responses: {
    200: json(
      z.object({ threads: z.array(threadSummarySchema), next: z.string().nullable(), cursor: z.number() }),
      "A page; `next` asks for the one after it (`after`).",
    ),
    ...refusals,
  },
});

const get = createRoute({
  ...{ method: "get", path: "/threads/{id}", tags, summary: "Reads what a thread is" },
  request: { params },
  responses: { 200: json(threadSchema, "The thread, without its messages."), ...refusals },
});

const messages = createRoute({
  ...{ method: "get", path: "/threads/{id}/messages", tags, summary: "Reads messages of a thread, in their order" },
  description: "The newest, unless `after` or `before` names a message.",
  request: {
    params,
    query: z.object({ after: id.optional(), before: id.optional(), limit: wholeNumber(500) }),
  },
  responses: {
    200: json(
      z.object({ messages: z.array(messageSchema), hasEarlier: z.boolean(), hasLater: z.boolean() }),
      "The messages, and whether there are others on either side.",
    ),
    ...refusals,
  },
});

const link = z
  .object({
    ...{ runId: z.string(), parentRunId: z.string().nullable(), rootRunId: z.string(), threadId: z.string() },
    ...{ messageId: z.string(), questionId: z.string(), asker: z.string().nullable(), module: z.string() },
    ...{ depth: z.number(), state: z.string(), status: z.string(), question: z.string(), startedAt: z.number() },
    ...{ endedAt: z.number().nullable(), costUsd: z.number().nullable(), failure: z.string().nullable() },
  })
  .openapi("ChainLink");

const chains = createRoute({
  ...{ method: "get", path: "/threads/{id}/chains", tags, summary: "Tells who asked whom" },
  request: { params },
  responses: {
    200: json(z.object({ links: z.array(link) }), "The queries of its chains, each before those that it asked."),
    ...refusals,
  },
});

const change = createRoute({
  ...{ method: "patch", path: "/threads/{id}", tags, summary: "Changes a thread's title or place in the list" },
  request: {
    params,
    body: body(
      z.strictObject({ title: z.string().min(1).max(1_000), archived: z.boolean(), pinned: z.boolean() }).partial(),
    ),
  },
  responses: { 200: json(threadSchema, "The thread as it is now."), ...refusals },
});

const remove = createRoute({
  ...{ method: "delete", path: "/threads/{id}", tags, summary: "Deletes a thread with all that was said in it" },
  request: { params },
  responses: { 204: { description: "It is gone." }, ...refusals },
});

const exportOne = createRoute({
  ...{ method: "get", path: "/threads/{id}/export", tags, summary: "Exports a thread" },
  request: { params, query: z.object({ format: z.enum(THREAD_FORMATS).default("md") }) },
  responses: { 200: { description: "The file.", content: { "*/*": { schema: z.string() } } }, ...refusals },
});

const exportEverything = createRoute({
  ...{ method: "get", path: "/export", tags, summary: "Exports everything as JSON Lines" },
  request: { query: z.object({ module: z.string().max(200).optional() }) },
  responses: {
    200: { description: "The file.", content: { "*/*": { schema: z.string() } } },
    ...refusals,
  },
});

export function addThreadRoutes(app: ApiApp, engine: Engine): void {
  const { store } = engine;
  const idOf = (given: string) => findThreadId(store.db, given);
  app.openapi(list, async (c) => c.json(await store.listThreadPage(c.req.valid("query")), 200));
  app.openapi(get, (c) => c.json(readThreadHead(engine, idOf(c.req.valid("param").id)), 200));
  app.openapi(messages, async (c) => {
    const { limit = 50, ...place } = c.req.valid("query");
    return c.json(await readMessages(engine, { threadId: idOf(c.req.valid("param").id), limit, ...place }), 200);
  });
  app.openapi(chains, (c) => c.json({ links: inTreeOrder(readChains(engine, idOf(c.req.valid("param").id))) }, 200));
  app.openapi(change, async (c) => {
    const threadId = idOf(c.req.valid("param").id);
    const { title, archived, pinned } = c.req.valid("json");
    if (title !== undefined) await store.renameThread(threadId, title);
    if (archived !== undefined) await store.archiveThread(threadId, archived);
    if (pinned !== undefined) await store.pinThread(threadId, pinned);
    return c.json(readThreadHead(engine, threadId), 200);
  });
  app.openapi(remove, async (c) => {
    await store.deleteThread(idOf(c.req.valid("param").id));
    return c.body(null, 204);
  });
  app.openapi(exportOne, (c) =>
    asFile(c, exportThread(store, idOf(c.req.valid("param").id), c.req.valid("query").format)),
  );
  app.openapi(exportEverything, (c) => asFile(c, exportAll(store, c.req.valid("query"))));
}

/** A file that is sent while it is made; nothing in it may act as a page of ours. */
function asFile(c: Parameters<typeof stream>[0], { fileName, contentType, chunks }: Export) {
  c.header("content-type", contentType);
  c.header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`);
  c.header("x-content-type-options", "nosniff");
  return stream(c, async (out) => {
    for await (const chunk of chunks) {
      if (out.aborted) return;
      await out.write(chunk);
    }
  });
}
