import { createRoute, z } from "@hono/zod-openapi";
import { SwitchboardError } from "../lib/core/failure.ts";
import { MOST_ASKED, SUMMARY_WORDS } from "../lib/core/fan-out.ts";
import { askForSummary, askMany, readFanOut, readFanOuts } from "../lib/queries/ask-many.ts";
import type { Engine } from "../lib/queries/engine.ts";
import { requireModule } from "../lib/queries/modules.ts";
import { readQuery } from "../lib/queries/read-query.ts";
import type { ApiApp } from "./api-app.ts";
import { refusals } from "./api-error.ts";
import { body, fanOutSchema, howAsked, id, json, moduleName, querySchema } from "./api-schemas.ts";
import { askedBy } from "./asked-by.ts";

const params = z.object({ id });
const tags = ["Fan-outs"];

const ask = createRoute({
  ...{ method: "post", path: "/fan-outs", tags, summary: "Asks several modules one question" },
  description:
    "Each answers in a thread of its own. One that is refused doesn't keep the others from being asked: its answer has the refusal.",
  request: {
    body: body(
      z
        .strictObject({
          modules: z.array(moduleName).min(1).max(MOST_ASKED),
          question: z.string().min(1),
          ...howAsked.omit({ maxSeconds: true, chainBudgetUsd: true }).shape,
        })
        .openapi("QuestionToSeveral"),
    ),
  },
  responses: { 202: json(fanOutSchema, "The questions are in line."), ...refusals },
});

const list = createRoute({
  ...{ method: "get", path: "/fan-outs", tags, summary: "Lists the questions to several modules, newest first" },
  responses: { 200: json(z.object({ fanOuts: z.array(fanOutSchema) }), "At most 100 of them."), ...refusals },
});

const get = createRoute({
  ...{ method: "get", path: "/fan-outs/{id}", tags, summary: "Tells what became of a question at each module" },
  request: { params },
  responses: { 200: json(fanOutSchema, "GET /queries/{messageId} has each answer."), ...refusals },
});

const summarise = createRoute({
  ...{ method: "post", path: "/fan-outs/{id}/summary", tags, summary: "Asks a module about the answers" },
  request: {
    params,
    body: body(
      z.strictObject({
        module: moduleName,
        question: z.string().min(1).default(SUMMARY_WORDS),
      }),
    ),
  },
  responses: { 202: json(querySchema, "The question is in line, in a new thread."), ...refusals },
});

export function addFanOutRoutes(app: ApiApp, engine: Engine): void {
  app.openapi(ask, async (c) => {
    const { modules, question, ...how } = c.req.valid("json");
    const asked = modules.map((name) => ({ modulePath: requireModule(engine, name).path, moduleName: name }));
    const { started: _, ...fanOut } = await askMany({ modules: asked, prompt: question, ...how }, engine, askedBy(c));
    return c.json(fanOut, 202);
  });
  app.openapi(list, async (c) => c.json({ fanOuts: await readFanOuts(engine) }, 200));
  app.openapi(get, async (c) => {
    const fanOut = await readFanOut(c.req.valid("param").id, engine);
    if (fanOut) return c.json(fanOut, 200);
    throw new SwitchboardError("fan-out-unknown", "No question to several modules has this id.", {
      hint: "GET /fan-outs lists them.",
      field: "id",
    });
  });
  app.openapi(summarise, async (c) => {
    const { module, question } = c.req.valid("json");
    const { path } = requireModule(engine, module);
    const asked = { fanOutId: c.req.valid("param").id, modulePath: path, moduleName: module, prompt: question };
    return c.json(readQuery(engine, (await askForSummary(asked, engine, askedBy(c))).messageId), 202);
  });
}
