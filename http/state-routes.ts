import { createRoute, z } from "@hono/zod-openapi";
import { AUDIT_EVENTS } from "../lib/core/audit.ts";
import { runDoctor } from "../lib/queries/doctor.ts";
import type { Engine } from "../lib/queries/engine.ts";
import { startImport } from "../lib/queries/imports.ts";
import { readAudit } from "../lib/queries/read-audit.ts";
import { readImports } from "../lib/queries/read-imports.ts";
import { readStatus } from "../lib/queries/read-status.ts";
import type { ApiApp } from "./api-app.ts";
import { refusals } from "./api-error.ts";
import { json } from "./api-schemas.ts";

const tags = ["State"];
/** Things that are told whole, in the shapes of the command line. */
const shown = z.looseObject({});

const status = createRoute({
  ...{ method: "get", path: "/status", tags, summary: "Tells what is answered, what waits, and where things are" },
  responses: {
    200: json(
      z.looseObject({ running: z.array(shown), waiting: z.array(shown), kept: z.array(shown), others: z.array(shown) }),
      "As `switchboard status --json` tells it.",
    ),
    ...refusals,
  },
});

const doctor = createRoute({
  ...{ method: "get", path: "/doctor", tags, summary: "Looks whether everything that is needed works" },
  responses: {
    200: json(
      z.object({ checks: z.array(shown), at: z.number(), tookMs: z.number() }),
      "As `switchboard doctor --json` tells it.",
    ),
    ...refusals,
  },
});

const imports = createRoute({
  ...{ method: "get", path: "/imports", tags, summary: "Tells what of Claude Code's own history was imported" },
  responses: { 200: json(shown, "What there is, what runs, and how the last import ended."), ...refusals },
});

const begin = createRoute({
  ...{ method: "post", path: "/imports", tags, summary: "Imports Claude Code's own history" },
  responses: {
    202: json(z.object({ importId: z.string() }), "It has begun; GET /imports tells how it goes."),
    ...refusals,
  },
});

const log = createRoute({
  ...{ method: "get", path: "/log", tags, summary: "Tells who asked, stopped, trusted, gave rights and signed in" },
  request: {
    query: z.object({
      event: z.enum(AUDIT_EVENTS).optional(),
      before: z.coerce.number().int().min(1).optional().openapi({ description: "The `next` of the page before." }),
      limit: z.coerce.number().int().min(1).max(1_000).optional(),
    }),
  },
  responses: {
    200: json(
      z.object({ entries: z.array(shown), next: z.number().nullable() }),
      "Newest first; each as `switchboard log --json` tells it. `next` asks for what is older.",
    ),
    ...refusals,
  },
});

export function addStateRoutes(app: ApiApp, engine: Engine): void {
  app.openapi(status, (c) => c.json({ ...readStatus(engine.env) }, 200));
  app.openapi(doctor, async (c) => {
    const { checks, ...report } = await runDoctor({ env: engine.env });
    return c.json({ checks: checks.map((check) => ({ ...check })), ...report }, 200);
  });
  app.openapi(log, async (c) => {
    const { event, before, limit = 100 } = c.req.valid("query");
    const { entries, next } = await readAudit({ event, before, limit }, engine);
    return c.json({ entries: entries.map((entry) => ({ ...entry })), next }, 200);
  });
  app.openapi(imports, async (c) => c.json({ ...(await readImports(engine)) }, 200));
  app.openapi(begin, async (c) => c.json({ importId: await startImport(engine) }, 202));
}
