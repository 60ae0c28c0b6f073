import { createRoute, z } from "@hono/zod-openapi";
import { beginImport, beginPreview, cancelJob, findJob } from "../lib/history/file-jobs.ts";
import type { Engine } from "../lib/queries/engine.ts";
import type { ApiApp } from "./api-app.ts";
import { refusals } from "./api-error.ts";
import { body, id, json } from "./api-schemas.ts";

const tags = ["Imports"];
const params = z.object({ id });

const jobSchema = z
  .object({
    jobId: z.string(),
    phase: z.enum(["previewing", "previewed", "importing", "complete", "cancelled", "failed"]),
    name: z.string(),
    report: z.looseObject({}).nullable().openapi({ description: "As `switchboard import FILE --json` tells it." }),
    refusal: z.object({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
    since: z.number(),
  })
  .openapi("FileImport");

const preview = createRoute({
  ...{ method: "post", path: "/imports/files", tags, summary: "Previews a file: a database, or JSON Lines" },
  description: "Nothing is imported yet. What was previewed is let go after an hour.",
  request: { body: body(z.strictObject({ path: z.string().min(1).max(4_096) })) },
  responses: { 202: json(jobSchema, "GET tells how it goes."), ...refusals },
});

const get = createRoute({
  ...{ method: "get", path: "/imports/files/{id}", tags, summary: "Tells how a preview or an import goes" },
  request: { params },
  responses: { 200: json(jobSchema, "How it stands."), ...refusals },
});

const begin = createRoute({
  ...{ method: "post", path: "/imports/files/{id}/import", tags, summary: "Imports what was previewed" },
  request: {
    params,
    body: body(
      z.strictObject({
        asCopies: z
          .boolean()
          .default(false)
          .openapi({ description: "What has the id of something else comes in under an id of its own." }),
      }),
    ),
  },
  responses: { 202: json(jobSchema, "GET tells how it goes."), ...refusals },
});

const cancel = createRoute({
  ...{ method: "delete", path: "/imports/files/{id}", tags, summary: "Ends a preview or an import" },
  description: "What was imported stays.",
  request: { params },
  responses: { 204: { description: "It ends after its step." }, ...refusals },
});

export function addFileRoutes(app: ApiApp, engine: Engine): void {
  app.openapi(preview, async (c) => c.json(shown(await beginPreview(engine, c.req.valid("json").path)), 202));
  app.openapi(get, (c) => c.json(shown(findJob(c.req.valid("param").id)), 200));
  app.openapi(begin, (c) => c.json(shown(beginImport(c.req.valid("param").id, c.req.valid("json").asCopies)), 202));
  app.openapi(cancel, (c) => {
    cancelJob(c.req.valid("param").id);
    return c.body(null, 204);
  });
}

/** A report's interface has no index, which a loose object wants. */
const shown = ({ report, ...job }: ReturnType<typeof findJob>) => ({ ...job, report: report && { ...report } });
