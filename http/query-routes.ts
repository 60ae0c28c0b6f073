import { createRoute, z } from "@hono/zod-openapi";
import { SwitchboardError } from "../lib/core/failure.ts";
import { askModule } from "../lib/queries/ask-module.ts";
import type { Engine } from "../lib/queries/engine.ts";
import { findAnswer, findAnswersToStop, findThreadId } from "../lib/queries/find-answer.ts";
import { requireModule } from "../lib/queries/modules.ts";
import { readQuery } from "../lib/queries/read-query.ts";
import { stopQuery } from "../lib/queries/stop-query.ts";
import type { ApiApp } from "./api-app.ts";
import { refusals } from "./api-error.ts";
import { body, howAsked, id, json, moduleName, querySchema } from "./api-schemas.ts";
import { askedBy } from "./asked-by.ts";

const params = z.object({ id: id.openapi({ description: "Of the answer, its question or its thread." }) });
const tags = ["Queries"];

const question = z
  .strictObject({
    module: moduleName.optional().openapi({ description: "The module's name; or give `path`." }),
    path: z.string().min(1).max(4_096).optional().openapi({ description: "Of the module's directory, absolute." }),
    question: z.string().min(1),
    thread: id.optional().openapi({ description: "To go on in; left out begins a new one." }),
    from: moduleName.optional().openapi({
      description:
        "The module in whose name is asked; then it is asked as read-only, unless a person has granted more.",
    }),
    wait: z.boolean().default(false).openapi({ description: "Answers when the answer has ended." }),
    ...howAsked.shape,
  })
  .openapi("Question");

const ask = createRoute({
  ...{ method: "post", path: "/queries", tags, summary: "Asks a module" },
  request: { body: body(question) },
  responses: {
    200: json(querySchema, "How it ended, with `wait`. An answer that failed is no error: `failure` says why."),
    202: json(querySchema, "The question is in line."),
    ...refusals,
  },
});

const get = createRoute({
  ...{ method: "get", path: "/queries/{id}", tags, summary: "Tells how an answer stands" },
  request: { params },
  responses: { 200: json(querySchema, "The newest answer that the id means."), ...refusals },
});

const stop = createRoute({
  ...{ method: "post", path: "/queries/{id}/stop", tags, summary: "Stops an answer, or all of a thread" },
  description: "What was asked for it is stopped too. What had arrived is kept; how it ends is told by the query.",
  request: { params },
  responses: {
    202: json(z.object({ stopped: z.array(z.string()) }), "The answers that are being stopped."),
    ...refusals,
  },
});

export function addQueryRoutes(app: ApiApp, engine: Engine): void {
  const { db } = engine.store;
  app.openapi(ask, async (c) => {
    const { module, path, question: prompt, thread, from, wait, ...how } = c.req.valid("json");
    const asker = from === undefined ? undefined : { module: requireModule(engine, from).name, runId: null };
    const threadId = thread === undefined ? undefined : findThreadId(db, thread);
    const query = await askModule(
      { ...whom(engine, module, path), prompt, threadId, asker, ...how },
      engine,
      askedBy(c),
    );
    if (!wait) return c.json(readQuery(engine, query.messageId), 202);
    await query.done;
    return c.json(readQuery(engine, query.messageId), 200);
  });
  app.openapi(get, (c) => c.json(readQuery(engine, findAnswer(db, c.req.valid("param").id)), 200));
  app.openapi(stop, async (c) => {
    const stopped = findAnswersToStop(db, c.req.valid("param").id);
    for (const messageId of stopped) await stopQuery(messageId, engine, askedBy(c));
    return c.json({ stopped }, 202);
  });
}

function whom(engine: Engine, module: string | undefined, path: string | undefined) {
  if (module !== undefined && path === undefined) {
    const known = requireModule(engine, module);
    return { modulePath: known.path, moduleName: known.name };
  }
  if (path !== undefined) return { modulePath: path, moduleName: module };
  throw new SwitchboardError(
    "input-invalid",
    "The question says neither which module is asked nor in which directory.",
    {
      hint: "Give `module` or `path`.",
      field: "module",
    },
  );
}
